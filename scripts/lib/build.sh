# Sourced by scripts that need what is built, after java.sh. Functions that fail set dsp_why and return 1.
# shellcheck shell=bash

# dsp_find_jdk: sets JAVA_HOME to the first of JAVA_HOME, PATH, /usr/lib/jvm that has a compiler and is Java 17 or newer.
dsp_find_jdk() {
    local compiler major seen='' maven=''
    for compiler in "${JAVA_HOME:+$JAVA_HOME/bin/javac}" "$(command -v javac)" /usr/lib/jvm/*/bin/javac; do
        [ -x "$compiler" ] || continue
        compiler=$(readlink -f -- "$compiler")
        major=$(dsp_java_major "${compiler%/bin/javac}/bin/java")
        if [ "${major:-0}" -ge 17 ]; then
            export JAVA_HOME=${compiler%/bin/javac}
            return
        fi
        seen="$seen; found ${compiler%/bin/javac}, version ${major:-unknown}"
    done
    command -v mvn >/dev/null || maven=' maven'
    dsp_why="no JDK, version 17 or newer, to build with$seen. Install it (Debian, Ubuntu: apt install\
 openjdk-17-jdk-headless$maven; Fedora, RHEL: dnf install java-17-openjdk-devel$maven), or set JAVA_HOME to one"
    return 1
}

# dsp_find_maven: whether there is Maven.
dsp_find_maven() {
    command -v mvn >/dev/null && return
    dsp_why='no Maven to build with. Install it (Debian, Ubuntu: apt install maven; Fedora, RHEL: dnf install maven)'
    return 1
}

# dsp_sources: prints a digest of all that a build reads: names and contents, so that a deleted file counts too.
dsp_sources() {
    (
        cd -- "$dsp_root" || exit
        LC_ALL=C find pom.xml .mvn ./*/pom.xml ./*/src/main -type f -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
    )
}

# dsp_is_built STAMP MODULE...: whether the modules' jars and libraries are there, and made from these sources.
dsp_is_built() {
    local stamp=$1 module
    shift
    for module in "$@"; do
        compgen -G "$dsp_root/$module/target/$module-*.jar" >/dev/null || return
        [ -d "$dsp_root/$module/target/lib" ] || return
    done
    [ -r "$stamp" ] && [ "$(<"$stamp")" = "$(dsp_sources)" ]
}

# dsp_build MODULE...: builds the modules, and what they need, unless that is done. One build at a time; others wait.
dsp_build() {
    local modules stamp
    printf -v modules ',:%s' "$@"
    stamp="$dsp_root/target/built${modules//,:/-}"
    dsp_is_built "$stamp" "$@" && return
    dsp_find_jdk && dsp_find_maven || return
    if ! mkdir -p -- "$dsp_root/target" || ! [ -w "$dsp_root/target" ]; then
        dsp_why="it has to build, and cannot write to $dsp_root/target"
        return 1
    fi
    if ! (
        if command -v flock >/dev/null; then
            flock 8 || exit
            dsp_is_built "$stamp" "$@" && exit
        fi
        set -o pipefail
        rm -f -- "$stamp"
        echo 'building (the first time Maven fetches libraries, which takes minutes) ...'
        sources=$(dsp_sources)
        # Formatting is the business of whoever changes the code, not of whoever runs it. Maven ends its output with
        # escape codes and no line end, whatever the style: without sed they would stand before our next line.
        cd -- "$dsp_root" &&
            mvn -q -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true \
                -pl "${modules#,}" -am package 8>&- 2>&1 | sed -u $'s/\033\\[[0-9;]*m//g' &&
            printf '%s\n' "$sources" >"$stamp"
    ) 8>"$dsp_root/target/build.lock"; then
        dsp_why='the build failed; above Maven says why'
        return 1
    fi
}
