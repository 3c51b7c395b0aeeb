#!/bin/sh
# The prog of a service: one m3ftpd for one client. Arguments: OPTION... of m3ftpd, then DCID ENDPOINT
# CLIENT_NODE CLIENT_ENDPOINT as the daemon gives them; who the client is, the program need not know.
here=$(dirname -- "$(readlink -f -- "$0")")
count=$(($# - 2))
while [ "$count" -gt 0 ]; do
    first=$1
    shift
    set -- "$@" "$first"
    count=$((count - 1))
done
shift 2
exec "$here/../bin/m3ftpd" "$@"
