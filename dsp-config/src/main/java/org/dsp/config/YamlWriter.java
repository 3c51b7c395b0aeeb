package org.dsp.config;

import java.util.List;
import org.dsp.config.WrittenBlock.Setting;

/** Blocks as YAML. The names and words of a configuration need no quotes; texts have them. */
final class YamlWriter {
    private YamlWriter() {}

    static String write(List<WrittenBlock> blocks) {
        var text = new StringBuilder();
        String keyword = "";
        for (WrittenBlock block : blocks) {
            if (!block.keyword().equals(keyword)) {
                keyword = block.keyword();
                text.append(keyword).append(":\n");
            }
            text.append("  ").append(block.name()).append(":\n");
            for (Setting setting : block.settings()) {
                text.append("    ").append(setting.name()).append(": ").append(value(setting));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String value(Setting setting) {
        if (setting.quoted()) {
            return "'" + setting.words().get(0).replace("'", "''") + "'";
        }
        return setting.words().size() == 1
                ? setting.words().get(0)
                : "[" + String.join(", ", setting.words()) + "]";
    }
}
