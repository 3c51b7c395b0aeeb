package org.dsp.daemon;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.dsp.core.admin.AdminRequest;
import org.dsp.core.admin.Value.Fields;
import org.dsp.ipc.Endpoints;

/** What a tool says beside a command, checked. */
final class AdminArguments {
    /** An argument is missing or wrong; its message is the answer. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private AdminArguments() {}

    /** A container. */
    static int dcid(Fields arguments) {
        return number(arguments, AdminRequest.DCID, 0, Integer.MAX_VALUE);
    }

    /** An endpoint. */
    static int endpoint(Fields arguments) {
        return number(arguments, AdminRequest.ENDPOINT, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The name of an endpoint. */
    static String name(Fields arguments) {
        String name = text(arguments, AdminRequest.NAME);
        if (name.getBytes(StandardCharsets.UTF_8).length > Endpoints.MAX_NAME) {
            throw new Wrong("name " + name + "; allowed at most " + Endpoints.MAX_NAME + " bytes");
        }
        return name;
    }

    /** The id of a session. */
    static long session(Fields arguments) {
        String id = text(arguments, AdminRequest.ID);
        try {
            return HexFormat.fromHexDigitsToLong(id);
        } catch (IllegalArgumentException e) {
            throw new Wrong("id " + id + "; allowed up to 16 hexadecimal digits");
        }
    }

    /** A text. */
    static String text(Fields arguments, String name) {
        return arguments.text(name).orElseThrow(() -> new Wrong(name + " is missing"));
    }

    /** A whole number in a range. */
    static int number(Fields arguments, String name, int least, int most) {
        long number = arguments.whole(name).orElseThrow(() -> new Wrong(name + " is missing"));
        if (number < least || number > most) {
            throw new Wrong(name + " " + number + "; allowed " + least + " to " + most);
        }
        return (int) number;
    }
}
