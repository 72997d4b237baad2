#!/bin/sh
# Runs a command where 127.0.0.1 is the only network: the stand-ins listen on every address and offer no option for it.
#   tests/e2e/loopback.sh COMMAND [ARGUMENTS...]
exec unshare --map-root-user --net sh -c 'ip link set lo up && exec "$@"' sh "$@"
