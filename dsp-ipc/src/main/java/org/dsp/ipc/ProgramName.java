package org.dsp.ipc;

import java.util.Locale;

/** By what name a program is bound that gives none. */
final class ProgramName {
    private ProgramName() {}

    /** From the JVM's command: the main class or jar without its path, at most 15 characters. */
    static String of(String command) {
        String main = command.strip().split("\\s", 2)[0];
        main = main.substring(main.lastIndexOf('/') + 1);
        if (main.toLowerCase(Locale.ROOT).endsWith(".jar")) {
            main = main.substring(0, main.length() - ".jar".length());
        } else {
            main = main.substring(main.lastIndexOf('.') + 1);
        }
        String plain = main.replaceAll("[^!-~]", "?");
        String name = plain.substring(0, Math.min(plain.length(), Endpoints.MAX_NAME));
        return name.isEmpty() ? "java" : name;
    }
}
