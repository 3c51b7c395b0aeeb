package org.dsp.config;

import java.util.List;
import org.dsp.config.WrittenBlock.Setting;

/** Blocks in the {@code .cfg} grammar. */
final class CfgWriter {
    private CfgWriter() {}

    static String write(List<WrittenBlock> blocks) {
        var text = new StringBuilder();
        for (WrittenBlock block : blocks) {
            text.append(block.keyword()).append(' ').append(block.name()).append(" {\n");
            for (Setting setting : block.settings()) {
                text.append('\t').append(setting.name()).append(' ').append(value(setting));
                text.append(";\n");
            }
            text.append("};\n");
        }
        return text.toString();
    }

    private static String value(Setting setting) {
        String words = String.join(" ", setting.words());
        if (!setting.quoted()) {
            return words;
        }
        char quote = words.indexOf('"') < 0 ? '"' : '\'';
        return quote + words + quote;
    }
}
