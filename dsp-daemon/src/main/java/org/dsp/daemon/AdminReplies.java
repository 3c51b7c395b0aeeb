package org.dsp.daemon;

import java.util.function.Supplier;
import org.dsp.core.admin.AdminAnswer;
import org.dsp.core.admin.AdminError;
import org.dsp.core.admin.AdminFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as they are sent: whatever goes wrong with one, the tool is told. */
final class AdminReplies {
    private static final Logger LOG = LoggerFactory.getLogger(AdminReplies.class);

    private AdminReplies() {}

    /** Makes an answer. */
    static AdminAnswer made(Supplier<AdminAnswer> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            // A report that cannot be made is no reason to end what it was to report on.
            LOG.error("internal error in an answer to a tool", e);
            return AdminAnswer.of(
                    AdminError.Code.REFUSED, "internal error; the daemon's log has it");
        }
    }

    /** Its bytes. */
    static byte[] sendable(AdminAnswer answer) {
        try {
            return AdminFrame.encode(answer.fields(), AdminFrame.MAX_ANSWER);
        } catch (IllegalArgumentException tooLarge) {
            LOG.warn("an answer is too large for the admin socket", tooLarge);
            AdminAnswer instead =
                    AdminAnswer.of(AdminError.Code.REFUSED, "the answer is too large");
            return AdminFrame.encode(instead.fields(), AdminFrame.MAX_ANSWER);
        }
    }
}
