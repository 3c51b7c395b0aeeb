#!/bin/sh
# The prog of a service: one m3ftpd for one client. DCID ENDPOINT CLIENT_NODE CLIENT_ENDPOINT, as the launcher gives them.
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/../bin/m3ftpd" "$1" "$2"
