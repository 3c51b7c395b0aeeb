package org.dsp.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The text of a file, decoded. A byte order mark says the encoding; without one it is UTF-8, and
 * what is no UTF-8 is read as Latin-1, with a warning: the original knew only bytes, and its users'
 * comments have accents.
 */
final class SourceText {
    /** Longest file, in bytes, and longest text, in characters. */
    static final int MAX = 1 << 20;

    private static final String SIZE_RULE = "allowed at most " + MAX + " bytes";

    private SourceText() {}

    /** The text without its byte order mark, or empty after an error. */
    static Optional<String> read(Path file, Problems problems) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX + 1);
        } catch (IOException e) {
            String wrong = "cannot be read: " + reason(e);
            problems.error(Position.WHOLE, wrong, "allowed a readable file");
            return Optional.empty();
        }
        if (bytes.length > MAX) {
            problems.error(Position.WHOLE, "too long", SIZE_RULE);
            return Optional.empty();
        }
        return Optional.of(withoutMark(decode(bytes, problems)));
    }

    /** The same for a text that was read already. */
    static Optional<String> of(String text, Problems problems) {
        if (text.length() > MAX) {
            problems.error(Position.WHOLE, "too long", SIZE_RULE);
            return Optional.empty();
        }
        return Optional.of(withoutMark(text));
    }

    private static String decode(byte[] bytes, Problems problems) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        try {
            return strict(bytes, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            problems.warning(Position.WHOLE, "not UTF-8, read as Latin-1", "save it as UTF-8");
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String strict(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return Quoted.plain(String.valueOf(e.getMessage()));
    }
}
