#!/usr/bin/env bash
# The tests that are too long for every build. See --help.
set -u

usage() {
    cat <<'TEXT'
usage: scripts/slow-tests.sh NAME

  channel     100 000 random schedules of a link that breaks in every way; minutes
  cluster     simulated clusters of 3 to 9 nodes for 3 minutes each under everything that goes
              wrong, as many as fit into 15 minutes, and 100 nodes for 10 minutes
  services    the same clusters of 3 to 7 nodes with clients that call services and programs that
              are started for them and fail, as many schedules as fit into 15 minutes
  fuzz        1 million wrong inputs on both sockets of a daemon
  load        150 clients on one node, one server on another, 1 million requests
  file        a file of 1 GiB both ways; the daemons' memory stays bounded
  cuts        100,000 requests and a copy of 256 MiB while the link is cut 200 times, and
              100,000 while the other daemon is stopped twice for 3 s: nothing is lost or repeated
  restart     the other daemon is killed and started 10 times: traffic flows within 1 s
  grace       link_grace of 1 s that ends 200 ms later on the other side, 20 breaks each way round
  blackhole   packets dropped without a word, one way: replaced within 3 HELLOs; and for 60 s
  group       5 daemons that start together form one group, 50 times: within 10 s, half within 5 s
  partition   a group of 5 is cut in 2 and 3 for 1 and for 5 minutes, and is one again within 15 s;
              wants root and iptables
  churn       1,000 sessions, 45 at once, on 3 server nodes of which one is killed every 20 s, for
              5 minutes: no request runs twice or goes unanswered, nothing is left over
  repeat N    the tests with real processes, N times over (20 by default)
  jdk25       all tests of every build, and the demo, on JDK 25 without a warning;
              finds it by JAVA_25_HOME, else in /usr/lib/jvm

The exit status is 0 if all tests passed, and at least one ran.
TEXT
}

root=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd -P) || exit 1
cd -- "$root" || exit 1

fail() {
    echo "slow-tests.sh: $*" >&2
    exit 1
}

# verify ARGUMENT...: Maven's verify. Fails too if no test ran: a tag that nobody has proves nothing.
verify() {
    local began tests
    mkdir -p -- target || exit 1
    began=$(mktemp target/slow.XXXXXX) || exit 1
    # shellcheck disable=SC2064 # the name is known now
    trap "rm -f -- '$began'" EXIT
    mvn -B -ntp "$@" verify || fail "Maven says above what failed"
    tests=$(find . -path '*/target/surefire-reports/TEST-*.xml' -newer "$began" -exec cat {} + | grep -c '<testcase ')
    [ "$tests" -gt 0 ] || fail "no test ran"
    echo "slow-tests.sh: $tests tests passed"
}

# only TAG ARGUMENT...: the tests with this tag, the slow ones too.
only() {
    local tag=$1
    shift
    verify -Dgroups="$tag" -DexcludedGroups= "$@"
}

# find_jdk25: sets JAVA_HOME to a JDK 25 or newer.
find_jdk25() {
    local home
    for home in "${JAVA_25_HOME-}" /usr/lib/jvm/*25*; do
        if [ -x "$home/bin/javac" ]; then
            export JAVA_HOME=$home
            echo "JAVA_HOME=$JAVA_HOME"
            return
        fi
    done
    fail "no JDK 25 in /usr/lib/jvm. Install one (Temurin: temurin-25-jdk), or set JAVA_25_HOME to one"
}

# without_warnings LOG COMMAND...: fails if the command does, or if a JVM or Maven warned.
without_warnings() {
    local log=$1
    shift
    "$@" 2>&1 | tee -- "$log"
    [ "${PIPESTATUS[0]}" = 0 ] || fail "$* failed"
    if grep -nE '^(\[WARNING\]|WARNING:|OpenJDK .* warning:)' -- "$log"; then
        fail "warnings in $log, shown above"
    fi
}

case ${1-} in
channel | cluster | services | fuzz | load | cuts | restart | grace | blackhole | group | partition | churn)
    [ $# = 1 ] || fail "$1 takes no arguments"
    only "$1"
    ;;
file)
    [ $# = 1 ] || fail "$1 takes no arguments"
    # Memory is bounded by the launchers' own flags.
    only "$1" -Ddsp.harness.java_opts=
    ;;
repeat)
    [[ ${2-20} =~ ^[1-9][0-9]{0,3}$ ]] || fail "repeat ${2-}; allowed: 1 to 9999"
    # Not the slow ones among them: each has a name of its own here.
    verify "-Dgroups=multiprocess" "-Ddsp.repeat=${2-20}"
    ;;
jdk25)
    [ $# = 1 ] || fail "$1 takes no arguments"
    find_jdk25
    mkdir -p -- target || exit 1
    without_warnings target/jdk25-verify.log verify
    without_warnings target/jdk25-demo.log scripts/demo.sh
    ;;
-h | --help)
    usage
    ;;
'')
    usage >&2
    exit 2
    ;;
*)
    usage >&2
    echo >&2
    fail "no tests named $1; allowed: channel, cluster, services, fuzz, load, file, cuts, restart, grace, blackhole, group, partition, churn, repeat, jdk25"
    ;;
esac
