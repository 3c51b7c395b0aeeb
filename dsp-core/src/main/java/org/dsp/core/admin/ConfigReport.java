package org.dsp.core.admin;

import org.dsp.core.agent.ConfigResult;

/** {@code config}: what became of it. */
public final class ConfigReport {
    private ConfigReport() {}

    /** The answer. */
    public static AdminAnswer of(ConfigResult result) {
        if (result.holds() || result.outcome() == ConfigResult.Outcome.CHECKED) {
            FieldsBuilder report = new FieldsBuilder().with("outcome", result.outcome().name());
            ClusterReport.epoch(report, result.epoch());
            return AdminAnswer.of(report.with("lines", Value.texts(result.lines())).build());
        }
        AdminError.Code code =
                result.outcome() == ConfigResult.Outcome.NO_ANSWER
                        ? AdminError.Code.NO_ANSWER
                        : AdminError.Code.REFUSED;
        return AdminAnswer.of(new AdminError(code, text(result), result.lines()));
    }

    private static String text(ConfigResult result) {
        return switch (result.outcome()) {
            case LOST ->
                    "another configuration was faster; the cluster has configuration "
                            + result.epoch();
            case NO_ANSWER ->
                    "nobody answered in time; dlbcmd cluster tells which configuration holds";
            default -> "the configuration is refused; nothing was changed";
        };
    }
}
