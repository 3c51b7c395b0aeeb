#!/bin/sh
# Makes an archive of the classes that a program loads, from which the JVM maps them at the next start instead of reading,
# checking and linking each. The build runs it:
#   archive.sh JAVA JAR ARCHIVE MAIN_CLASS ARGUMENT...
# runs the program once, for no more than 20 s, with its standard input at its end. How that run ends does not matter: an
# archive with fewer classes only saves less. Without an archive programs start as well, later.
java=$1 jar=$2 archive=$3
shift 3
rm -f -- "$archive"
timeout 20 "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:DumpLoadedClassList="$archive.classes" -cp "$jar" "$@" \
    </dev/null >"$archive.log" 2>&1
"$java" -Xshare:dump -XX:+UseSerialGC -XX:SharedClassListFile="$archive.classes" -XX:SharedArchiveFile="$archive.new" \
    -cp "$jar" >>"$archive.log" 2>&1 && mv -f -- "$archive.new" "$archive" ||
    echo "no archive of classes was made; $archive.log says why" >&2
