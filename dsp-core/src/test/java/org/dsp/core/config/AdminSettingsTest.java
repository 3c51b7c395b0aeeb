package org.dsp.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AdminSettingsTest {
    @Test
    void standsBesideTheAttachSocket() {
        assertThat(AdminSettings.beside(Path.of("/run/dsp/dvk.sock")).adminSocket())
                .isEqualTo(Path.of("/run/dsp/dvk.admin.sock"));
        assertThat(AdminSettings.beside(Path.of("here")).adminSocket())
                .isEqualTo(Path.of("here.admin.sock"));
    }

    @Test
    void aPathThatTheSystemDoesNotTakeIsRefused() {
        Path path = Path.of("/" + "x".repeat(AttachSettings.SOCKET_MAX));

        assertThatThrownBy(() -> new AdminSettings(path, false))
                .hasMessageContaining("admin_socket");
    }
}
