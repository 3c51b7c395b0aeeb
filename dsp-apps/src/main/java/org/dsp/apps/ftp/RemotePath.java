package org.dsp.apps.ftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dsp.apps.cli.Safe;
import org.dsp.ipc.ErrorCode;

/**
 * A path as a client asked for it, which cannot climb: names below the served directory, none of
 * them {@code ..}. Where links on the disk lead is not known here.
 *
 * @param names at least one
 */
record RemotePath(List<String> names) {
    RemotePath {
        names = List.copyOf(names);
    }

    /**
     * Reads the bytes of a path: UTF-8, separated by slashes, perhaps with the NUL of a C string.
     *
     * @throws Refusal EDVSNAMESIZE if it is empty or longer than {@link FtpProtocol#MAX_PATH},
     *     EDVSINVAL if it is not UTF-8 or has a NUL inside, EDVSACCES if it is absolute, has a
     *     {@code ..}, or names a partial file, EDVSBADFILE if it names the served directory itself
     */
    static RemotePath of(ByteBuffer bytes) {
        String text = decode(withoutFinalNul(bytes));
        if (text.isEmpty()) {
            throw new Refusal(ErrorCode.EDVSNAMESIZE, "the path is empty");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Refusal(ErrorCode.EDVSINVAL, "the path has a NUL in it");
        }
        if (text.startsWith("/")) {
            throw new Refusal(ErrorCode.EDVSACCES, "the path is absolute");
        }
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (name.equals("..")) {
                throw new Refusal(ErrorCode.EDVSACCES, "the path climbs with ..");
            }
            if (PartialNames.isPartial(name)) {
                throw new Refusal(ErrorCode.EDVSACCES, "the name is reserved for partial files");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        if (names.isEmpty() || text.endsWith("/") || text.endsWith("/.")) {
            throw new Refusal(ErrorCode.EDVSBADFILE, "the path names a directory");
        }
        return new RemotePath(names);
    }

    private static ByteBuffer withoutFinalNul(ByteBuffer bytes) {
        ByteBuffer slice = bytes.slice();
        int length = slice.limit();
        if (length > FtpProtocol.MAX_PATH) {
            throw new Refusal(
                    ErrorCode.EDVSNAMESIZE,
                    "the path has " + length + " bytes, at most " + FtpProtocol.MAX_PATH);
        }
        return length > 0 && slice.get(length - 1) == 0 ? slice.limit(length - 1) : slice;
    }

    private static String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.EDVSINVAL, "the path is not UTF-8");
        }
    }

    /** The last name. */
    String last() {
        return names.get(names.size() - 1);
    }

    /** The names before the last. */
    List<String> parents() {
        return names.subList(0, names.size() - 1);
    }

    /** For a log, in quotes. */
    @Override
    public String toString() {
        return Safe.quoted(String.join("/", names));
    }
}
