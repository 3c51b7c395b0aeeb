#!/usr/bin/env bash
# The main job, to look at: two nodes on this machine, messages between them, a file there and back.
set -u

usage() {
    cat <<'TEXT'
usage: scripts/demo.sh

Builds what is not built, starts two daemons (node 1 and node 2) on loopback, each with ports and a
socket of its own, and lets two programs on different nodes talk through them:
  latency_client on node 1 with latency_server on node 2, 10000 requests;
  m3ftp on node 1 with m3ftpd on node 2, a file of 64 MiB there and back.
Everything that it starts ends with it, however it ends. Its last line is "demo: ok" or
"demo: failed: WHY"; its exit status is 0 or not.
TEXT
}

readonly MIB=64 LOOPS=10000
readonly LATENCY_SERVER=10 LATENCY_CLIENT=50 FILE_SERVER=20 FILE_CLIENT=51
readonly PORT_TAKEN=5 # exit status of dspd, see dspd --help

dsp_here=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/bin" && pwd -P) || exit 1
# shellcheck source=lib/java.sh
. "$dsp_here/../lib/java.sh"
# shellcheck source=lib/build.sh
. "$dsp_here/../lib/build.sh"

work=''  # our directory: sockets, files, logs
last=''  # process id of what was started last
rows=()  # of the table

# ---- ends

# finish STATUS LAST_LINE: ends everything, then this script.
finish() {
    trap '' INT TERM HUP
    trap - EXIT
    if [ -n "$work" ]; then
        # Nobody can write to the fifo any more: servers and daemons end.
        exec 9>&-
        end_children 2>/dev/null
        rm -rf -- "$work"
    fi
    echo "demo: $2"
    exit "$1"
}

fail() {
    finish 1 "failed: $*"
}

# ours: prints the process ids of what was started here and runs: their standard input is the fifo.
ours() {
    local input pid
    for input in /proc/[0-9]*/fd/0; do
        [ "$input" -ef "$work/life" ] || continue
        pid=${input#/proc/}
        echo "${pid%%/*}"
    done
}

# Waits until nothing of ours runs; after 8 s it kills what does.
end_children() {
    local pids attempt
    for attempt in {1..160}; do
        mapfile -t pids < <(ours)
        [ ${#pids[@]} -gt 0 ] || return
        [ "$attempt" -gt 1 ] || kill -TERM "${pids[@]}"
        sleep 0.05
    done
    kill -KILL "${pids[@]}"
}

# Cleans up when this script was killed and could not: it reads the fifo until nobody can write to it.
start_janitor() {
    (
        trap '' INT TERM HUP
        trap - EXIT
        exec 7<"$work/life" 9>&- >/dev/null 2>&1
        cat <&7
        exec 7<&-
        end_children
        rm -rf -- "$work"
    ) &
    disown
}

# ---- processes

# start NAME COMMAND...: in the background, its output in NAME.log, its input the fifo.
start() {
    local name=$1
    shift
    : >"$work/$name.log"
    "$@" <"$work/life" >>"$work/$name.log" 2>&1 9>&- &
    last=$!
}

# run NAME COMMAND...: as start, and waits until it ends; its status.
run() {
    start "$@"
    # Not in the foreground: then a signal to this script would wait for it.
    wait "$last"
}

# ready NAME PATTERN PID: waits until the process has printed a line with PATTERN.
ready() {
    local deadline=$((SECONDS + 60))
    until grep -q -- "$2" "$work/$1.log"; do
        kill -0 "$3" 2>/dev/null || return
        [ "$SECONDS" -lt "$deadline" ] || return
        sleep 0.02
    done
}

# show NAME...: the end of logs, for whoever wonders why.
show() {
    local name
    for name in "$@"; do
        [ -e "$work/$name.log" ] || continue
        echo "--- the end of $name.log"
        tail -n 20 -- "$work/$name.log"
    done
}

now() {
    date +%s%N
}

# since NANOSECONDS: how many seconds ago that was.
since() {
    local millis=$((($(now) - $1) / 1000000))
    printf '%d.%03d' $((millis / 1000)) $((millis % 1000))
}

# ---- ports

# free_base: prints a port p such that p+1, p+2, p+501 and p+502 are used by nobody, now.
free_base() {
    local -A used=()
    local address base attempt
    while read -r _ address _; do
        [[ $address == *:* ]] && used[$((16#${address##*:}))]=1
    done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    for ((attempt = 0; attempt < 1000; attempt++)); do
        base=$((10000 + RANDOM % 20000))
        [[ -n ${used[$((base + 1))]-}${used[$((base + 2))]-}${used[$((base + 501))]-}${used[$((base + 502))]-} ]] && continue
        echo "$base"
        return
    done
    return 1
}

# ---- the job

make_directory() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/dsp.XXXXXX") || fail "cannot make a directory in ${TMPDIR:-/tmp}"
    # A path of a Unix socket has at most 107 bytes.
    if [ "$(printf '%s/node1.sock' "$work" | wc -c)" -gt 107 ]; then
        rmdir -- "$work"
        work=$(mktemp -d /tmp/dsp.XXXXXX) || fail "cannot make a directory in /tmp"
    fi
    mkfifo -m 600 -- "$work/life" || fail "cannot make a fifo in $work"
    exec 9<>"$work/life"
    start_janitor
}

# write_files BASE: the cluster file and the two node files.
write_files() {
    local node quoted
    for node in 1 2; do
        echo "server node$node { nodeid $node; address 127.0.0.1; };"
    done >"$work/cluster.cfg"
    quoted=${work//\'/\'\'}
    for node in 1 2; do
        cat >"$work/node$node.yaml" <<TEXT
node_id: $node
group: none
cluster_file: cluster.cfg
socket: '$quoted/node$node.sock'
receiver_port_base: $1
sender_port_base: $(($1 + 500))
TEXT
    done
}

# start_daemons: both, ready. Another program may take a port between our look and their bind: then anew.
start_daemons() {
    local attempt base begin first second
    for attempt in 1 2 3; do
        base=$(free_base) || fail "no free ports between 10000 and 30502"
        write_files "$base"
        begin=$(now)
        start_daemon 1
        first=$last
        start_daemon 2
        second=$last
        if daemon_ready 1 "$first" && daemon_ready 2 "$second"; then
            rows+=("two daemons ready, ports $((base + 1)) and $((base + 2))|$(since "$begin") s")
            return
        fi
        taken "$first" || taken "$second" || break
        # The other one must not keep its socket from the next.
        end_children 2>/dev/null
    done
    show node1 node2
    fail "the daemons do not get ready"
}

start_daemon() {
    start "node$1" "$dsp_here/dspd" --node-file "$work/node$1.yaml" --exit-with-stdin
}

daemon_ready() {
    ready "node$1" "ready node=$1" "$2"
}

# taken PID: whether that daemon has ended because of a taken port.
taken() {
    kill -0 "$1" 2>/dev/null && return 1
    wait "$1"
    [ $? = "$PORT_TAKEN" ]
}

start_servers() {
    mkdir -- "$work/served" || fail "cannot write to $work"
    start latency_server "$dsp_here/latency_server" --socket "$work/node2.sock" --exit-with-stdin 0 $LATENCY_SERVER
    ready latency_server '^ready' "$last" || { show latency_server node2; fail "latency_server is not ready"; }
    start m3ftpd "$dsp_here/m3ftpd" --socket "$work/node2.sock" --exit-with-stdin --root "$work/served" 0 $FILE_SERVER
    ready m3ftpd '^ready' "$last" || { show m3ftpd node2; fail "m3ftpd is not ready"; }
}

measure_latency() {
    run latency_client "$dsp_here/latency_client" --socket "$work/node1.sock" --node 2 --quiet --stats \
        0 $LATENCY_CLIENT $LATENCY_SERVER $LOOPS ||
        { show latency_client latency_server node1 node2; fail "the latency run ended with an error"; }
    local log="$work/latency_client.log" p50 p99 rate value
    p50=$(sed -n 's/^Latency percentiles .*: p50 \([0-9.]*\),.*/\1/p' "$log")
    p99=$(sed -n 's/^Latency percentiles .*, p99 \([0-9.]*\),.*/\1/p' "$log")
    rate=$(sed -n 's/^Message throughput .*: \([0-9]*\).*/\1/p' "$log")
    for value in "$p50" "$p99" "$rate"; do
        [ -n "$value" ] || { show latency_client; fail "latency_client printed something else than expected"; }
    done
    rows+=("$LOOPS requests from node 1, answered on node 2|$rate messages/s")
    rows+=("half of them answered within|$(micros "$p50") us")
    rows+=("99 of 100 within|$(micros "$p99") us")
}

# micros SECONDS.NANOSECONDS: in whole microseconds.
micros() {
    local digits=${1#*.}000000
    echo $((10#${1%%.*} * 1000000 + 10#${digits:0:6}))
}

# copy -p|-g LOCAL_FILE LABEL
copy() {
    local begin
    begin=$(now)
    run m3ftp "$dsp_here/m3ftp" --socket "$work/node1.sock" --node 2 "$1" 0 $FILE_CLIENT $FILE_SERVER file "$2" ||
        { show m3ftp m3ftpd node1 node2; fail "copying the file $3 ended with an error"; }
    rows+=("file of $MIB MiB $3|$(since "$begin") s")
}

digest() {
    sha256sum <"$1" | cut -d ' ' -f 1
}

copy_file() {
    local before there back
    head -c $((MIB << 20)) /dev/urandom >"$work/before" || fail "cannot write $MIB MiB to $work"
    copy -p "$work/before" "to node 2"
    copy -g "$work/back" "back to node 1"
    before=$(digest "$work/before")
    there=$(digest "$work/served/file")
    back=$(digest "$work/back")
    [ "$before" = "$there" ] || fail "the file on node 2 differs: sha256 $before before, $there there"
    [ "$before" = "$back" ] || fail "the file that came back differs: sha256 $before before, $back back"
    rows+=("SHA-256 of all three files|${before:0:16}...")
}

print_table() {
    local row
    echo
    for row in "${rows[@]}"; do
        printf '  %-50s %20s\n' "${row%%|*}" "${row#*|}"
    done
    echo
}

main() {
    local why
    trap 'fail "it ended where it should not"' EXIT
    trap 'finish 130 "failed: interrupted"' INT
    trap 'finish 143 "failed: terminated"' TERM HUP
    dsp_build dsp-daemon dsp-cli dsp-apps || fail "$dsp_why"
    # In a subshell: it ends that one with its message.
    why=$(dsp_find_java 2>&1) || fail "${why#*: }"
    make_directory
    echo "two daemons, node 1 and node 2 ..."
    start_daemons
    start_servers
    echo "messages from node 1 to node 2 and back ..."
    measure_latency
    echo "a file from node 1 to node 2 and back ..."
    copy_file
    print_table
    finish 0 ok
}

case ${1-} in
'') main ;;
-h | --help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
