package org.dsp.apps.ftp;

import org.dsp.ipc.ErrorCode;

/** What an m3ftpd's error codes mean for a file, in words for the user of m3ftp. */
final class FtpReasons {
    private FtpReasons() {}

    /** For example {@code the server has no such file or directory, EDVSNOENT (-2)}. */
    static String of(int number) {
        return ErrorCode.of(number)
                .map(code -> words(code) + ", " + code.name() + " (" + number + ")")
                .orElse(ErrorCode.describe(number));
    }

    private static String words(ErrorCode code) {
        return switch (code) {
            case EDVSNOENT -> "the server has no such file or directory";
            case EDVSACCES ->
                    "the server denies it (no permission, read-only, or outside of what it serves)";
            case EDVSBADFILE -> "it is not a regular file on the server";
            case EDVSBADDIR -> "a part of its path is not a directory on the server";
            case EDVSNAMESIZE -> "the name is empty or too long for the server";
            case EDVSINVAL -> "the server does not accept the name (not UTF-8, or a NUL in it)";
            case EDVSNOSPC -> "the disk of the server is full";
            case EDVS2BIG -> "the file is too big for the server's disk";
            case EDVSIO -> "the server could not read or write it";
            case EDVSAGAIN -> "the server has no room for another transfer, try again later";
            case EDVSRSCBUSY -> "the server has too many files open, try again later";
            case EDVSBADREQUEST -> "the server does not know this transfer (any more)";
            default -> code.text();
        };
    }
}
