#!/bin/sh
# The prog of a service: one latency_server for one client. DCID ENDPOINT CLIENT_NODE CLIENT_ENDPOINT, as the launcher gives them.
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/../bin/latency_server" "$1" "$2"
