# Sourced by scripts that start processes which are to end with them, however they end: by themselves, by a signal, killed.
# Each has the fifo "life" as its input, which only the script holds open for writing. Programs that a daemon has started
# have not; they are known by the socket that they were told.
# shellcheck shell=bash

work='' # the directory of sockets, files, logs
last='' # process id of what was started last

# make_work: the directory, the fifo, and who cleans up if this script cannot. Fails with dsp_why.
make_work() {
    local parent plain='^[A-Za-z0-9_./-]{1,60}$'
    # Paths of Unix sockets are short, and files that are written here name the directory without quotes.
    parent=${TMPDIR:-/tmp}
    [[ $parent =~ $plain ]] || parent=/tmp
    dsp_why="cannot make a directory in $parent"
    work=$(mktemp -d "$parent/dsp.XXXXXX") || return
    dsp_why="cannot make a fifo in $work"
    mkfifo -m 600 -- "$work/life" || return
    exec 9<>"$work/life"
    start_janitor
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

# end_work: ends everything and removes the directory.
end_work() {
    [ -n "$work" ] || return 0
    # Nobody can write to the fifo any more: servers and daemons end.
    exec 9>&-
    end_children 2>/dev/null
    rm -rf -- "$work"
}

# ours: prints the process ids of what was started here and runs.
ours() {
    local input pid
    for input in /proc/[0-9]*/fd/0; do
        [ "$input" -ef "$work/life" ] || continue
        pid=${input#/proc/}
        echo "${pid%%/*}"
    done
    for input in $(grep -lzsF -- "DSP_SOCKET=$work/" /proc/[0-9]*/environ); do
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

# start NAME COMMAND...: in the background, its output in NAME.log, its input the fifo. A function of the script will do.
start() {
    local name=$1
    shift
    : >"$work/$name.log"
    "$@" <"$work/life" >>"$work/$name.log" 2>&1 9>&- &
    last=$!
}

# ready NAME PATTERN PID: waits until the process has printed a line with PATTERN, for 90 s at most.
ready() {
    local deadline=$((SECONDS + 90))
    until grep -q -- "$2" "$work/$1.log"; do
        kill -0 "$3" 2>/dev/null || return
        [ "$SECONDS" -lt "$deadline" ] || return
        sleep 0.05
    done
}

# show FILE...: the end of logs, for whoever wonders why.
show() {
    local file
    for file in "$@"; do
        [ -s "$file" ] || continue
        echo "--- the end of ${file#"$work/"}"
        tail -n 12 -- "$file"
    done
}

now() {
    date +%s%N
}

# since NANOSECONDS: how many seconds ago that was.
since() {
    local tenths=$((($(now) - $1) / 100000000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# free_base OFFSET...: prints a port p between 10000 and 30000 such that nobody uses p + each offset, now.
free_base() {
    local -A used=()
    local address base offset attempt
    while read -r _ address _; do
        [[ $address == *:* ]] && used[$((16#${address##*:}))]=1
    done < <(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null)
    for ((attempt = 0; attempt < 1000; attempt++)); do
        base=$((10000 + RANDOM % 20000))
        for offset in "$@"; do
            [ -z "${used[$((base + offset))]-}" ] || continue 2
        done
        echo "$base"
        return
    done
    return 1
}
