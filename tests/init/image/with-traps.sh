#!/bin/sh
# Starts a server, and ends it in an orderly way when the container is stopped.
trap 'echo stopping; kill "$server"; wait "$server"; echo "the server ended with $?"; exit 3' TERM
sleep 1000 > /dev/null &
server=$!
echo ready
wait "$server"
