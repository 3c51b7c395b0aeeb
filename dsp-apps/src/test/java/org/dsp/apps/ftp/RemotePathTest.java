package org.dsp.apps.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dsp.ipc.ErrorCode;
import org.junit.jupiter.api.Test;

class RemotePathTest {
    private static RemotePath of(String text) {
        return RemotePath.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(String text, ErrorCode code) {
        refused(text.getBytes(StandardCharsets.UTF_8), code);
    }

    private static void refused(byte[] bytes, ErrorCode code) {
        assertThatThrownBy(() -> RemotePath.of(ByteBuffer.wrap(bytes)))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void namesAreSeparatedBySlashes() {
        assertThat(of("a").names()).containsExactly("a");
        assertThat(of("a/b c/Grüße").names()).containsExactly("a", "b c", "Grüße");
        assertThat(of("./a//./b").names()).containsExactly("a", "b");
        assertThat(of("a/b").parents()).isEqualTo(List.of("a"));
        assertThat(of("a/b").last()).isEqualTo("b");
        assertThat(of("..a/b..").names()).containsExactly("..a", "b..");
        assertThat(of("a\\..\\b").names()).containsExactly("a\\..\\b");
    }

    @Test
    void theNulOfACStringIsNoPartOfTheName() {
        assertThat(of("a/b\0").names()).containsExactly("a", "b");
        refused("a\0b", ErrorCode.EDVSINVAL);
        refused("a\0\0", ErrorCode.EDVSINVAL);
    }

    @Test
    void whatClimbsOrStartsElsewhereIsDenied() {
        for (String path : List.of("..", "../a", "a/../../b", "a/..", "./..", "/etc/passwd", "/")) {
            refused(path, ErrorCode.EDVSACCES);
        }
    }

    @Test
    void whatNamesADirectoryIsNoFile() {
        for (String path : List.of(".", "./", "a/", "a/.", "././.")) {
            refused(path, ErrorCode.EDVSBADFILE);
        }
    }

    @Test
    void emptyAndEndlessPathsAreRefused() {
        refused("", ErrorCode.EDVSNAMESIZE);
        refused("\0", ErrorCode.EDVSNAMESIZE);
        assertThat(of("a".repeat(FtpProtocol.MAX_PATH)).last()).hasSize(FtpProtocol.MAX_PATH);
        refused("a".repeat(FtpProtocol.MAX_PATH + 1), ErrorCode.EDVSNAMESIZE);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        refused(new byte[] {'a', (byte) 0xFF}, ErrorCode.EDVSINVAL);
        refused(new byte[] {(byte) 0xC0, (byte) 0xAE, '/', 'a'}, ErrorCode.EDVSINVAL);
    }

    @Test
    void partialFilesOfOthersAreOutOfReach() {
        refused("d/" + PartialNames.next(), ErrorCode.EDVSACCES);
        assertThat(of(".m3ftp-x").last()).isEqualTo(".m3ftp-x");
    }

    @Test
    void aLogShowsItOnOneLine() {
        assertThat(of("a\nb").toString()).isEqualTo("\"a\\u000ab\"");
    }

    @Property
    void anyBytesAreRefusedOrNamesThatCannotClimb(@ForAll byte[] bytes) {
        try {
            for (String name : RemotePath.of(ByteBuffer.wrap(bytes)).names()) {
                assertThat(name).isNotIn("", ".", "..").doesNotContain("/", "\0");
            }
        } catch (Refusal e) {
            assertThat(e.code()).isNotNull();
        }
    }
}
