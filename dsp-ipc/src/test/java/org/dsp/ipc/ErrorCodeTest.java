package org.dsp.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    /** The original's table, as names and numbers. */
    private static final String ORIGINAL =
            """
            PERM 1 NOENT 2 SRCH 3 INTR 4 IO 5 2BIG 7 AGAIN 11 NOMEM 12 ACCES 13 FAULT 14 BUSY 16 EXIST 17
            INVAL 22 NOSPC 28 RANGE 34 NOSYS 38 BADDEST 55 CONNREFUSED 59 CONNRESET 60 TIMEDOUT 61
            NOTCONN 64 SHUTDOWN 65 NOCONN 66 INPROGRESS 70 ALREADY 72 MSGSIZE 73 GENERIC 99
            LOCKED 101 BADCALL 102 BADSRCDST 103 CALLDENIED 104 DEADSRCDST 105 NOTREADY 106 BADREQUEST 107
            SRCDIED 108 DSTDIED 109 TRAPDENIED 110 DONTREPLY 201
            BADNODEID 301 BADDCID 302 DCNOTRUN 303 BADPROC 304 BADPID 305 ENDPOINT 306 NOPROXY 307
            RMTPROC 308 LCLPROC 309 NOTBIND 310 PROXYRUN 311 ACKDST 312 ACKSRC 313 ACKWAIT 314 NODEBUSY 315
            NONODE 316 DVSBUSY 317 DVSINIT 318 NODCNODE 319 PROCRUN 320 NOMSG 321 DCRUN 323 PROCSTS 324
            NODEFREE 325 DCNODE 326 BADPROXY 327 ONCOPY 328 ENQUEUED 329 OVERRUN 330 BADOWNER 331
            MIGRATE 332 PROXYFREE 333 GRPLEADER 334 PRIVILEGES 335 BINDTYPE 336 SLOTUSED 337 BADRANGE 338
            BADVALUE 339 BADDIR 340 BADFILE 341 RSCBUSY 342 NAMESIZE 343 ALLOCMEM 344 PROXYID 345
            REPLPROC 346 ALIGN 347 WOKENUP 348 BADTRAMP 349 USR2USR 350 KRN2USR 351 USR2KRN 352
            PRIMARY 401 NOREPLICA 402 RESTARTSYS 512
            """;

    @Test
    void everyCodeOfTheOriginalIsThereWithItsNumber() {
        List<String> words = List.of(ORIGINAL.strip().split("\\s+", -1));
        Map<String, Integer> original = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            original.put("EDVS" + words.get(i), -Integer.parseInt(words.get(i + 1)));
        }
        Map<String, Integer> ours = new HashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            ours.put(code.name(), code.number());
        }
        assertThat(ours).isEqualTo(original);
    }

    @Test
    void aNumberFindsItsCode() {
        assertThat(Arrays.stream(ErrorCode.values()))
                .allSatisfy(code -> assertThat(ErrorCode.of(code.number())).hasValue(code));
        assertThat(ErrorCode.of(0)).isEmpty();
        assertThat(ErrorCode.of(64)).isEmpty();
    }

    @Test
    void aCodeIsDescribedWithNameNumberAndText() {
        assertThat(ErrorCode.describe(-64))
                .isEqualTo("EDVSNOTCONN (-64): " + ErrorCode.EDVSNOTCONN.text());
        assertThat(ErrorCode.describe(-9999)).isEqualTo("unknown code -9999");
    }

    @Test
    void anExceptionKeepsANumberThatNoCodeHas() {
        DvkException unknown = new DvkException(-9999, "send to endpoint 1");
        assertThat(unknown.number()).isEqualTo(-9999);
        assertThat(unknown.code()).isEqualTo(ErrorCode.EDVSGENERIC);
        assertThat(unknown).hasMessage("unknown code -9999: send to endpoint 1");
    }
}
