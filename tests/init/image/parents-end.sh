#!/bin/sh
# Ends the parent of a tini, and says what tini's command was told.
sh -c 'echo $$; tini -s -p SIGTERM -- server.sh; exit' | {
  read -r parent
  read -r ready
  kill -KILL "$parent"
  echo "$ready, then"
  cat
}
