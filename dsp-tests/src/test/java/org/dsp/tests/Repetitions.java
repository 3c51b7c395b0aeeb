package org.dsp.tests;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Runs a test as often as the system property {@value #PROPERTY} says; once without it. */
final class Repetitions implements TestTemplateInvocationContextProvider {
    static final String PROPERTY = "dsp.repeat";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
            ExtensionContext context) {
        int times = Integer.getInteger(PROPERTY, 1);
        if (times < 1) {
            throw new IllegalArgumentException(PROPERTY + " is " + times + "; allowed 1 or more");
        }
        return IntStream.rangeClosed(1, times).mapToObj(time -> named(time + " of " + times));
    }

    private static TestTemplateInvocationContext named(String name) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocationIndex) {
                return name;
            }
        };
    }
}
