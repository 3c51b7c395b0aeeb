# Sourced by the launchers in scripts/bin, which set dsp_here to their own directory first.
# shellcheck shell=sh

dsp_root=$(cd -- "$dsp_here/../.." && pwd -P) || exit 127

# dsp_fail MESSAGE: ends with 127, as a shell does when it cannot start a command.
dsp_fail() {
    printf '%s\n' "${0##*/}: $1" >&2
    exit 127
}

# dsp_java_major JAVA: prints its feature version (17), or nothing. Its release file is read rather than the JVM started.
dsp_java_major() {
    dsp_release=$(readlink -f -- "$1" 2>/dev/null) && dsp_release=${dsp_release%/bin/java}/release
    if [ -r "$dsp_release" ]; then
        sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' "$dsp_release"
    else
        "$1" -version 2>&1 | sed -n 's/.* version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p'
    fi
}

# dsp_find_java: sets JAVA to the first of JAVA_HOME, PATH, /usr/lib/jvm that is Java 17 or newer.
dsp_find_java() {
    dsp_seen=
    for JAVA in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java)" /usr/lib/jvm/*/bin/java; do
        [ -n "$JAVA" ] && [ -x "$JAVA" ] || continue
        dsp_major=$(dsp_java_major "$JAVA")
        [ "${dsp_major:-0}" -ge 17 ] && return
        dsp_seen="$dsp_seen; found $JAVA, version ${dsp_major:-unknown}"
    done
    dsp_fail "needs Java 17 or newer$dsp_seen. Install it (Debian, Ubuntu: apt install openjdk-17-jre-headless;\
 Fedora, RHEL: dnf install java-17-openjdk-headless), or set JAVA_HOME to one."
}

# dsp_find_jar MODULE: sets DSP_JAR to the module's jar, whose manifest names the libraries beside it.
dsp_find_jar() {
    for DSP_JAR in "$dsp_root/$1/target/$1"-*.jar; do
        case $DSP_JAR in *-sources.jar | *-javadoc.jar | *-tests.jar) continue ;; esac
        [ -f "$DSP_JAR" ] && return
    done
    dsp_fail "$1 is not built. In $dsp_root: mvn -q package -DskipTests"
}

# dsp_find_archive MODULE NAME: sets dsp_shared to the flags by which the JVM maps the classes of the archive NAME.jsa, if
# the build made one. One that does not fit this JVM or these jars is ignored, without a word.
dsp_find_archive() {
    dsp_shared=
    dsp_file=$dsp_root/$1/target/$2.jsa
    [ -n "$2" ] && [ -r "$dsp_file" ] || return 0
    dsp_shared="-Xshare:auto -XX:SharedArchiveFile=$dsp_file -Xlog:cds=off"
}

# dsp_exec MODULE MAIN_CLASS "JVM FLAGS" ARGUMENT...: becomes the program. DSP_JAVA_OPTS come after the flags. With
# dsp_archive=NAME, classes come from NAME.jsa.
dsp_exec() {
    dsp_find_java
    dsp_find_jar "$1"
    dsp_find_archive "$1" "${dsp_archive-}"
    dsp_main=$2 dsp_flags=$3
    shift 3
    # Flags are words; a path with blanks in it would not be one word, and then there is no archive.
    case $dsp_root in *[[:space:]]*) dsp_shared= ;; esac
    # shellcheck disable=SC2086 # flags are words
    exec "$JAVA" $dsp_flags $dsp_shared ${DSP_JAVA_OPTS-} -cp "$DSP_JAR" "$dsp_main" "$@"
}
