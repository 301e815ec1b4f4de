package io.mqttproxy.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link InboundFuzzTest} does blindly, guided by coverage: whatever reaches new code is damaged further. */
class InboundJazzerTest {
    @MethodSource("seeds")
    @FuzzTest
    void noInputBreaksTheProxy(byte[] input) {
        try (TestProxy proxy = new TestProxy().deadLetters()) {
            // A failure is repeated by its input alone.
            InboundFuzzTest.run(proxy, input, new SplittableRandom(Arrays.hashCode(input)));
        }
    }

    static Stream<Arguments> seeds() {
        return FuzzCorpus.load().seeds().stream().map(seed -> Arguments.of((Object) seed));
    }
}
