package org.dsp.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dsp.core.kernel.KernelLab.DC;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dsp.ipc.Endpoints;
import org.dsp.ipc.Limits;
import org.dsp.ipc.attach.AttachFrame;
import org.dsp.ipc.attach.AttachOp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
    private final KernelLab lab = new KernelLab(1, 2);

    @AfterEach
    void nothingIsLeft() {
        lab.assertClean();
    }

    @Test
    void helloIsAnsweredWithNodeAndLimits() {
        Program p = lab.stranger(1, 77).hello();

        Sent welcome = p.got.get(0);
        assertThat(welcome.op()).isEqualTo(AttachOp.WELCOME);
        assertThat(welcome.a0()).isEqualTo(AttachFrame.VERSION);
        assertThat(welcome.a1()).isEqualTo(1);
        assertThat(welcome.a2()).isEqualTo(Limits.DEFAULT.tasks());
        assertThat(welcome.a3()).isEqualTo(Limits.DEFAULT.procs());
    }

    @ParameterizedTest
    @ValueSource(ints = {-34, 0, 29, 30, 220})
    void anEndpointInRangeIsBound(int endpoint) {
        Ended bound = lab.stranger(1, 77).hello().bind(DC, endpoint, "p");

        assertThat(bound.code()).isEqualTo(endpoint);
        assertThat(bound.detail()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-35, 221, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void anEndpointOutOfRangeIsRefused(int endpoint) {
        Ended refused = lab.stranger(1, 77).hello().bind(DC, endpoint, "p");

        assertThat(refused.code()).isEqualTo(Codes.BADRANGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 31, 32, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void anUnknownContainerIsRefused(int dcid) {
        assertThat(lab.stranger(1, 77).hello().bind(dcid, 5, "p").code()).isEqualTo(Codes.BADDCID);
    }

    @Test
    void aContainerWithoutThisNodeIsRefused() {
        var elsewhere = new org.dsp.core.config.Container("DC3", 3, List.of(2), Limits.DEFAULT);
        KernelLab mixed =
                new KernelLab(s -> KernelLab.with(s, List.of(elsewhere), List.of(), 4), 1, 2);

        assertThat(mixed.stranger(1, 77).hello().bind(3, 5, "p").code()).isEqualTo(Codes.NODCNODE);
        assertThat(mixed.stranger(2, 77).hello().bind(3, 5, "p").code()).isEqualTo(5);
    }

    @Test
    void anEndpointHasOneHolderAtATime() {
        Program first = lab.program(1, 5);
        assertThat(lab.stranger(1, 78).hello().bind(DC, 5, "q").code()).isEqualTo(Codes.SLOTUSED);

        first.kill();

        assertThat(lab.stranger(1, 79).hello().bind(DC, 5, "q").code()).isEqualTo(5);
    }

    @Test
    void aConnectionBindsOneEndpointAtATime() {
        Program p = lab.program(1, 5);

        assertThat(p.bind(DC, 6, "p").code()).isEqualTo(Codes.SLOTUSED);
        assertThat(p.unbind().code()).isZero();
        assertThat(p.bind(DC, 6, "p").code()).isEqualTo(6);
        assertThat(lab.process(1, 5)).isNull();
    }

    @Test
    void eachBindHasAGenerationOfItsOwn() {
        Program first = lab.program(1, 5);
        first.kill();
        Program second = lab.program(1, 5);

        assertThat(second.generation()).isNotEqualTo(first.generation()).isNotZero();
    }

    @Test
    void generationsDoNotRepeatAfterARestart() {
        int before = lab.program(1, 5).generation();
        lab.restart(1);

        assertThat(lab.program(1, 5).generation()).isNotEqualTo(before);
    }

    @Test
    void aNameOfFifteenBytesFitsAndOneOfSixteenDoesNot() {
        assertThat(lab.stranger(1, 77).hello().bind(DC, 5, "fifteen-bytes-x").code()).isEqualTo(5);
        assertThat(lab.stranger(1, 78).hello().bind(DC, 6, "sixteen-bytes-xx").code())
                .isEqualTo(Codes.NAMESIZE);
    }

    @Test
    void aNameCannotForgeALineOfInformation() {
        Program p = lab.stranger(1, 77).hello();
        p.bind(DC, 5, "x\nnode=9");

        String info = new String(p.procInfo(DC, 5).payload(), StandardCharsets.UTF_8);
        assertThat(info.lines()).contains("name=x?node=9", "node=1").doesNotContain("node=9");
    }

    @Test
    void unbindWithoutBindIsAnError() {
        Program p = lab.stranger(1, 77).hello();

        assertThat(p.unbind().code()).isEqualTo(Codes.NOTBIND);
        assertThat(p.send(5, 1).code()).isEqualTo(Codes.NOTBIND);
        assertThat(p.replyReceive(50, 1, -1, 1).detail()).isEqualTo(1);
    }

    @Test
    void whoWaitsForABindIsWokenByIt() {
        Program waiter = lab.program(1, 50);
        Ended wait = waiter.wait4bind(5, Endpoints.FOREVER);
        assertThat(wait.open()).isTrue();

        Program bound = lab.program(1, 5);

        assertThat(wait.code()).isZero();
        assertThat(waiter.wait4bind(5, 0).code()).isZero();
        Ended unbound = waiter.wait4unbind(5, Endpoints.FOREVER);
        assertThat(unbound.open()).isTrue();
        bound.kill();
        assertThat(unbound.code()).isZero();
        assertThat(waiter.wait4unbind(5, 0).code()).isZero();
    }

    @Test
    void waitingForABindTimesOutExactly() {
        Program waiter = lab.program(1, 50);

        assertThat(waiter.wait4bind(5, 0).code()).isEqualTo(Codes.AGAIN);
        Ended wait = waiter.wait4bind(5, 20);
        lab.advance(19_999_999);
        assertThat(wait.open()).isTrue();
        lab.advance(1);
        assertThat(wait.code()).isEqualTo(Codes.TIMEDOUT);
        assertThat(waiter.wait4bind(221, 0).code()).isEqualTo(Codes.BADRANGE);
    }

    @Test
    void clientsMayOnlySendrecAndLookAround() {
        Program client = lab.program(1, 50);
        Program server = lab.program(1, 5);
        server.receive();

        assertThat(client.send(5, 1).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.receive(Endpoints.ANY, 0).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.rcvrqst(0).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.notify(5).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.reply(5, 1).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.replyReceive(5, 1, 0, 1).code()).isEqualTo(Codes.TRAPDENIED);
        assertThat(client.vcopy(5, 0, Endpoints.SELF, 0, 1).code()).isEqualTo(Codes.TRAPDENIED);
        int quiet = client.quietReply(5, 1);
        assertThat(client.quietFailures)
                .singleElement()
                .satisfies(
                        f -> {
                            assertThat(f.call()).isEqualTo(quiet);
                            assertThat(f.a0()).isEqualTo(Codes.TRAPDENIED);
                            assertThat(f.a1()).isEqualTo(5);
                        });
        assertThat(client.rmtbind(7, 2).code()).isEqualTo(7);
        assertThat(client.wait4bind(5, 0).code()).isZero();
        Ended asked = client.sendrec(5, 1);
        assertThat(server.send(50, 2).code()).isZero();
        assertThat(asked.note().value()).isEqualTo(2);
    }

    @Test
    void aClientCannotCallAClient() {
        Program client = lab.program(1, 50);
        lab.program(1, 51);

        assertThat(client.sendrec(51, 1).code()).isEqualTo(Codes.TRAPDENIED);
    }
}
