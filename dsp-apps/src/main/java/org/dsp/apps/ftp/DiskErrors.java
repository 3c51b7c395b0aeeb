package org.dsp.apps.ftp;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Optional;
import org.dsp.ipc.ErrorCode;

/** What the operating system says about a file, as the code that a client gets. */
final class DiskErrors {
    private DiskErrors() {}

    /** The refusal for {@code e}. */
    static Refusal refusal(IOException e) {
        return new Refusal(code(e), words(e));
    }

    /** The words of {@code e} without the name of the file, which on a server is its own matter. */
    static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return reason(e).orElseGet(() -> e.getClass().getSimpleName());
    }

    private static Optional<String> reason(IOException e) {
        return e instanceof FileSystemException f
                ? Optional.ofNullable(f.getReason())
                : Optional.ofNullable(e.getMessage());
    }

    private static ErrorCode code(IOException e) {
        if (e instanceof NoSuchFileException) {
            return ErrorCode.EDVSNOENT;
        }
        if (e instanceof AccessDeniedException || e instanceof NotLinkException) {
            return ErrorCode.EDVSACCES;
        }
        if (e instanceof NotDirectoryException) {
            return ErrorCode.EDVSBADDIR;
        }
        String words = reason(e).orElse("");
        if (words.startsWith("Too many levels of symbolic links")) {
            return ErrorCode.EDVSACCES;
        }
        // The JDK has no types for these, only the C library's words.
        return switch (words) {
            case "No space left on device", "Disk quota exceeded" -> ErrorCode.EDVSNOSPC;
            case "File too large" -> ErrorCode.EDVS2BIG;
            case "Not a directory" -> ErrorCode.EDVSBADDIR;
            case "Is a directory" -> ErrorCode.EDVSBADFILE;
            case "File name too long" -> ErrorCode.EDVSNAMESIZE;
            case "Read-only file system", "Operation not permitted" -> ErrorCode.EDVSACCES;
            case "Too many open files", "Too many open files in system" -> ErrorCode.EDVSRSCBUSY;
            default -> ErrorCode.EDVSIO;
        };
    }
}
