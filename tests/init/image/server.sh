#!/bin/sh
# Serves nobody, until it is asked to end.
trap 'echo "got TERM"; exit 7' TERM
echo ready
sleep 1000 > /dev/null &
wait
