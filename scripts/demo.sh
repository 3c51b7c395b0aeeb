#!/usr/bin/env bash
# The whole thing, to look at: a cluster on this machine, services on demand, a node that dies.
set -u

usage() {
    cat <<'TEXT'
usage: scripts/demo.sh

Builds what is not built and starts four daemons on loopback that form a group: nodes 1 and 2 serve,
nodes 3 and 4 have clients. Two services, latency and m3ftp, are started on demand, a program for each
client. Eight clients at once: four ask and measure, four copy a file of 32 MiB there and back. Then
node 2 is killed. The levels of load and the sessions are shown before, under load, after the kill, and
at the end; then a table of what was measured.
It fails if the sessions do not spread, if a client of node 2 sees another number of errors than one,
or any other client one, or if a file differs.
Everything that it starts ends with it, however it ends. It takes about half a minute, 1 GiB of memory
and 400 MiB in TMPDIR (/tmp). Its last line is "demo: ok" or "demo: failed: WHY"; its exit status is 0
or not.
TEXT
}

readonly NODES=(1 2 3 4) SURVIVOR=1 VICTIM=2 # 3 and 4 have the clients
readonly LATENCY=10 FILES=20                 # endpoints of the services
# The clients, as dlbcmd names them: endpoint@node.
readonly ASKING=(50@3 51@3 50@4 51@4) COPYING=(52@3 53@3 52@4 53@4)
readonly MIB=32

dsp_here=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/bin" && pwd -P) || exit 1
# shellcheck source=lib/java.sh
. "$dsp_here/../lib/java.sh"
# shellcheck source=lib/build.sh
. "$dsp_here/../lib/build.sh"
# shellcheck source=lib/stage.sh
. "$dsp_here/../lib/stage.sh"
# shellcheck source=lib/cluster.sh
. "$dsp_here/../lib/cluster.sh"

hit=()  # the clients that the victim served
rows=() # of the table

# ---- ends

# finish STATUS LAST_LINE: ends everything, then this script.
finish() {
    trap '' INT TERM HUP
    trap - EXIT
    end_work
    echo "demo: $2"
    exit "$1"
}

fail() {
    finish 1 "failed: $*"
}

# await WHAT COMMAND...: until it succeeds, for 90 s at most.
await() {
    local what=$1 deadline=$((SECONDS + 90))
    shift
    until "$@"; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            show "$work"/*.log "$work"/*.txt "$work"/state/programs/*/*.out
            fail "waited in vain for $what"
        fi
        sleep 0.3
    done
}

# ---- clients

start_clients() {
    local name
    for name in "${ASKING[@]}"; do
        # It asks until it is told to end, and says each error.
        start "$name" client latency_client "$name" --pause 20 --keep-going 9 \
            0 "${name%@*}" $LATENCY 1000000000
        pids[$name]=$last
    done
    for name in "${COPYING[@]}"; do
        start "$name" copy "$name"
        pids[$name]=$last
    done
}

make_files() {
    local name
    mkdir -- "$work/before" "$work/served" "$work/back" || fail "cannot write to $work"
    for name in "${COPYING[@]}"; do
        head -c $((MIB << 20)) /dev/urandom >"$work/before/$name" || fail "cannot write to $work"
    done
}

# client PROGRAM ENDPOINT@NODE ARGUMENT...: becomes it.
client() {
    exec "$dsp_here/$1" --socket "$work/node${2#*@}.sock" --quiet "${@:3}"
}

# copy ENDPOINT@NODE: the client's file to the service and back. A copy that fails is begun anew.
copy() {
    local there=(0 "${1%@*}" $FILES "$1") attempt feeder status
    for attempt in 1 2 3; do
        mkfifo -- "$work/$1.fifo"
        feed "$work/$1.fifo" "$work/before/$1" <"$work/life" &
        feeder=$!
        (client m3ftp "$1" -p "${there[@]}" "$work/$1.fifo")
        status=$?
        kill "$feeder" 2>/dev/null
        wait "$feeder" 2>/dev/null
        rm -f -- "$work/$1.fifo"
        [ "$status" = 0 ] || continue
        client m3ftp "$1" -g "${there[@]}" "$work/back/$1"
    done
    return 1
}

# feed FIFO FILE: slowly, so that the copy is under way for as long as there is something to show: half of it at most before
# the node is killed, the last part when "hurry" is there.
feed() {
    local mib
    exec 6>"$1"
    for ((mib = 0; mib < MIB; mib++)); do
        until may_feed "$mib"; do
            sleep 0.2
        done
        dd if="$2" bs=1M skip="$mib" count=1 status=none >&6 || return
    done
}

may_feed() {
    [ -e "$work/hurry" ] && return
    sleep 0.3
    [ "$1" -lt $((MIB / 2)) ] || { [ -e "$work/killed" ] && [ "$1" -lt $((MIB - 1)) ]; }
}

errors_of() {
    grep -E '^(latency_client|m3ftp): ' "$work/$1.log"
}

# ---- the story

before() {
    local begin
    echo "four daemons: nodes 1 and 2 serve, nodes 3 and 4 have clients ..."
    begin=$(now)
    start_daemons
    configure
    rows+=("four daemons are one group, with one configuration|$(since "$begin") s")
    await "levels of both servers" both_free
    echo "Load comes from sessions here (load_source: sessions; 10 of them are 100 %): the daemons share a machine."
    print_look
}

under_load() {
    local begin
    make_files
    echo "eight clients at once; each gets a program of its own ..."
    begin=$(now)
    start_clients
    await "eight sessions" all_served
    rows+=("eight clients and eight programs started|$(since "$begin") s")
    await "load on both servers" both_loaded
    print_look
    [ "$(sessions_at 1)" -gt 0 ] && [ "$(sessions_at 2)" -gt 0 ] || fail "all sessions are on one server"
    rows+=("sessions on node 1 and node 2|$(sessions_at 1) and $(sessions_at 2)")
}

kill_node() {
    local begin name
    mapfile -t hit < <(sed -n "s/.* \([0-9]*@[0-9]*\) .*@$VICTIM .*/\1/p" "$work/sessions.txt")
    echo "node $VICTIM is killed; it serves ${hit[*]} ..."
    begin=$(now)
    touch "$work/killed"
    # The shell would say that it was killed.
    { kill -KILL "${pids[$VICTIM]}" && wait "${pids[$VICTIM]}"; } 2>/dev/null
    await "eight sessions on node $SURVIVOR" survivor_serves
    rows+=("node $VICTIM killed: its ${#hit[@]} clients served by node $SURVIVOR after|$(since "$begin") s")
    await "a saturated node $SURVIVOR" survivor_saturated
    print_look
    echo "what they were told:"
    for name in "${hit[@]}"; do
        errors_of "$name" | sed "s/, time-out.*//; s/^/  $name  /"
    done
}

the_end() {
    local name
    echo
    echo "the clients end ..."
    touch "$work/hurry"
    for name in "${COPYING[@]}"; do
        wait "${pids[$name]}" || { show "$work/$name.log"; fail "client $name could not copy its file"; }
    done
    for name in "${ASKING[@]}"; do
        kill -TERM "${pids[$name]}"
        wait "${pids[$name]}"
    done
    await "the end of all sessions" survivor_free
    print_look
}

# ---- what was measured

check_errors() {
    local name expected seen
    for name in "${ASKING[@]}" "${COPYING[@]}"; do
        expected=0
        [[ " ${hit[*]} " != *" $name "* ]] || expected=1
        seen=$(errors_of "$name" | wc -l)
        [ "$seen" = $expected ] || { show "$work/$name.log"; fail "client $name saw $seen errors, not $expected"; }
    done
    rows+=("errors: each client of node $VICTIM, each other client|1, 0")
}

check_files() {
    local name digest sums=''
    for name in "${COPYING[@]}"; do
        digest=$(sha256sum <"$work/before/$name")
        [ "$digest" = "$(sha256sum <"$work/served/$name")" ] || fail "the file of $name differs at the service"
        [ "$digest" = "$(sha256sum <"$work/back/$name")" ] || fail "the file of $name that came back differs"
        sums+="${sums:+ }${digest:0:6}"
    done
    rows+=("4 files of $MIB MiB there and back, SHA-256 each time|$sums")
}

# print_warnings: what the JVMs warned of; nothing, as a rule.
print_warnings() {
    grep -hE '^(WARNING:|OpenJDK .* warning:)' "$work"/*.log "$work"/*.txt "$work"/state/programs/*/*.out* | sort -u
}

# measured PATTERN: what stands for its group in the logs of those who ask, a line each.
measured() {
    local name
    for name in "${ASKING[@]}"; do
        sed -n "s/$1/\1/p" "$work/$name.log"
    done
}

measure() {
    local loops p50 gap
    loops=$(($(measured '^Latency percentiles in \([0-9]*\) loops.*' | paste -sd +)))
    p50=$(measured '^Latency percentiles .*: p50 \([0-9.]*\),.*' | sort -n | tail -n 1)
    gap=$(measured '^Errors .* without an answer \([0-9.]*\) .*' | sort -n | tail -n 1)
    if [ -z "$p50" ] || [ -z "$gap" ]; then
        show "$work"/*@?.log
        fail "latency_client printed something else than expected"
    fi
    rows+=("longest that a client who asks had no answer|${gap:0:-8} s")
    rows+=("requests answered|$loops")
    rows+=("half of them within, at the slowest client|$(micros "$p50") us")
}

# micros SECONDS.NANOSECONDS: in whole microseconds.
micros() {
    local digits=${1#*.}000000
    echo $((10#${1%%.*} * 1000000 + 10#${digits:0:6}))
}

print_table() {
    local row
    for row in "${rows[@]}"; do
        printf '  %-58s %28s\n' "${row%%|*}" "${row#*|}"
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
    make_work || fail "$dsp_why"
    before
    under_load
    kill_node
    the_end
    check_errors
    check_files
    measure
    print_warnings
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
