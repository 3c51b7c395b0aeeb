#!/usr/bin/env bash
# Measures; writes target/bench/results.json and results.txt. See --help.
set -u

dsp_here=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/bin" && pwd -P) || exit 1
# shellcheck source=lib/java.sh
. "$dsp_here/../lib/java.sh"
# shellcheck source=lib/build.sh
. "$dsp_here/../lib/build.sh"

if ! dsp_build dsp-daemon dsp-cli dsp-apps dsp-tests; then
    echo "bench.sh: $dsp_why" >&2
    exit 1
fi
cd -- "$dsp_root" || exit 1
# It ends what it starts: its children end with their standard input, or are killed by the kernel, when it ends.
dsp_exec dsp-tests org.dsp.bench.run.Benchmark "-XX:+UseSerialGC -Xmx128m" "$@"
