# Sourced by demo.sh, after stage.sh: four daemons on loopback as one group, and what they say of it. The constants of nodes
# and services are the script's.
# shellcheck shell=bash

readonly SENDERS=500 GROUP=1100 FAILURES=1700 # port bases, from the receivers'
readonly PORT_TAKEN=5 NO_GROUP=11 # exit statuses of dspd, see dspd --help

declare -A pids=() # of daemons by node, of clients by endpoint@node

# ---- daemons

# write_files BASE: the node files and the cluster file.
write_files() {
    local node members=''
    for node in "${NODES[@]}"; do
        members+="${members:+, }{node: $node, address: 127.0.0.1}"
    done
    for node in "${NODES[@]}"; do
        cat >"$work/node$node.yaml" <<TEXT
node_id: $node
group: static
members: [$members]
socket: $work/node$node.sock
state_directory: $work/state
load_source: sessions
load_capacity: 10
receiver_port_base: $1
sender_port_base: $(($1 + SENDERS))
group_port_base: $(($1 + GROUP))
fd_port_base: $(($1 + FAILURES))
TEXT
    done
    printf '%s\n' "$(cluster_file)" >"$work/cluster.cfg"
}

cluster_file() {
    local services
    services=$(cd -- "$dsp_here/../services" && pwd -P)
    # No more than 7 of 10 sessions are below high water: the survivor is saturated by the eighth, not before.
    echo "lb node0 { nodeid 0; lowwater 30; highwater 75; period 1; };"
    printf 'server node%d { address 127.0.0.1; nodeid %d; };\n' 1 1 2 2
    printf 'client node%d { address 127.0.0.1; nodeid %d; };\n' 3 3 4 4
    service latency $LATENCY "'$services/run_latency.sh'"
    service m3ftp $FILES "'$services/run_m3ftpd.sh' --root $work/served"
}

# service NAME ENDPOINT PROG: its block. It may wait long: eight programs start at once, on how slow a machine?
service() {
    cat <<TEXT
service $1 {
    dcid 0; ext_ep $2; min_ep $2; max_ep $(($2 + 9));
    bind replica; policy round_robin;
    prog "$3";
    start_timeout 60; queue_timeout 60;
};
TEXT
}

# start_daemons: all, ready. Another program may take a port between our look and their bind: then anew.
start_daemons() {
    local attempt base node offsets=()
    for node in "${NODES[@]}"; do
        offsets+=("$node" $((SENDERS + node)) $((GROUP + node)) $((FAILURES + node)))
    done
    for attempt in 1 2 3; do
        base=$(free_base "${offsets[@]}") || fail "no free ports between 10000 and 32000"
        write_files "$base"
        for node in "${NODES[@]}"; do
            start "node$node" "$dsp_here/dspd" --node-file "$work/node$node.yaml" --exit-with-stdin
            pids[$node]=$last
        done
        all_ready && return
        some_taken || break
        # The others must not keep their sockets from the next.
        end_children 2>/dev/null
    done
    show "$work"/node?.log
    fail "the daemons do not get ready"
}

all_ready() {
    local node
    for node in "${NODES[@]}"; do
        ready "node$node" "ready node=$node" "${pids[$node]}" || return
    done
}

# some_taken: whether a daemon has ended because of a taken port.
some_taken() {
    local node
    for node in "${NODES[@]}"; do
        kill -0 "${pids[$node]}" 2>/dev/null && continue
        wait "${pids[$node]}"
        case $? in "$PORT_TAKEN" | "$NO_GROUP") return ;; esac
    done
    return 1
}

# ask NODE NAME COMMAND...: dlbcmd, of that node's daemon, into NAME.txt. It is this that redirects, not the caller: the trap
# of a signal would run within the caller's redirection, and its words would stand in the file.
ask() {
    "$dsp_here/dlbcmd" "${@:3}" --socket "$work/node$1.admin.sock" >"$work/$2.txt" 2>&1
}

all_are() {
    ask 4 cluster cluster
    [ "$(grep -c -- "$1" "$work/cluster.txt")" = ${#NODES[@]} ]
}

configure() {
    await "four daemons in one group" all_are ' WAIT_CONFIG '
    ask 3 config config "$work/cluster.cfg" ||
        { show "$work/config.txt"; fail "the cluster does not take its configuration"; }
    await "four nodes that know the same" all_are ' yes$'
}

# ---- what is to be seen

# look: asks node 4, for what all know.
look() {
    ask 4 levels loadlvl && ask 4 sessions sessions
}

print_look() {
    echo
    sed 's/^/  /' "$work/levels.txt"
    echo
    [ "$(wc -l <"$work/sessions.txt")" -le 1 ] || sed 's/^/  /;$s/$/\n/' "$work/sessions.txt"
}

# sessions_at NODE, level_at NODE: in what was looked at last.
sessions_at() {
    grep -c "@$1 " "$work/sessions.txt"
}

level_at() {
    sed -n "s/^ *$1  node$1  *\([A-Z]*\) .*/\1/p" "$work/levels.txt"
}

# What the script waits for:

both_free() {
    look && [ "$(level_at 1) $(level_at 2)" = 'FREE FREE' ]
}

all_served() {
    look && [ $(($(sessions_at 1) + $(sessions_at 2))) = 8 ]
}

both_loaded() {
    all_served && [ "$(level_at 1) $(level_at 2)" = 'LOADED LOADED' ]
}

survivor_serves() {
    look && [ "$(sessions_at $SURVIVOR) $(sessions_at $VICTIM)" = '8 0' ]
}

survivor_saturated() {
    survivor_serves && [ "$(level_at $SURVIVOR)" = SATURATED ]
}

survivor_free() {
    look && [ "$(sessions_at $SURVIVOR) $(level_at $SURVIVOR)" = '0 FREE' ]
}
