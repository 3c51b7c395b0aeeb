package org.dsp.tests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that starts processes; in place of {@code @Test}. {@code scripts/slow-tests.sh repeat N}
 * runs each N times over. When it fails, the end of what its processes wrote is printed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Tag(MultiProcessTest.TAG)
@Timeout(120)
@TestTemplate
@ExtendWith({Repetitions.class, ProcessLogs.class})
public @interface MultiProcessTest {
    /** Chooses these tests: {@code mvn verify -Dgroups=multiprocess}. */
    String TAG = "multiprocess";
}
