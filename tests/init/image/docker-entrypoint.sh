#!/bin/sh
# As that of many images: prepares something, then becomes the command.
set -e
export GREETING=hello
exec "$@"
