package io.mqttproxy.bench.micro;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.terminal.Terminal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqtt-bench micro}. */
@Command(
        name = "micro",
        description = {
            "Measures time and allocated bytes of the code that every message passes, in JMH loops.",
            "With --check it measures only the bytes, which do not depend on how busy the machine is."
        },
        mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {
    /** Bytes of one PUBLISH of QoS 1 with 100 bytes of payload and all headers, before Kafka's producer has it. */
    private static final int OWN_LIMIT = 450;

    /** The same, with all that Kafka's producer does. */
    private static final int LIMIT = 1_250;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Parameters(paramLabel = "REGEX", arity = "0..1", description = "Loops to run, such as PublishPath (default: all).")
    private @Nullable String include;

    @Option(names = "--forks", paramLabel = "N", description = "JVMs for each loop (default: 2).")
    private @Nullable Integer forks;

    @Option(
            names = "--check",
            description = "Exit code 1 when one PUBLISH of QoS 1 allocates more than it may: "
                    + OWN_LIMIT + " bytes of our own, " + LIMIT
                    + " with Kafka's producer.")
    private boolean check;

    @Override
    public Integer call() throws RunnerException {
        if (check && (include != null || forks != null)) {
            throw new IllegalArgumentException(
                    "check: has loops and forks of its own, and takes neither REGEX nor --forks");
        }
        if (check) {
            return check();
        }
        run(new OptionsBuilder()
                .include(include == null ? ".*" : include)
                .forks(forks == null ? 2 : forks)
                .warmupIterations(5)
                .measurementIterations(5));
        return 0;
    }

    private static int check() throws RunnerException {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            broker.createTopic("mqtt-messages", 12, 1, Map.of());
            boolean held = true;
            for (RunResult result : run(new OptionsBuilder()
                    .include(PublishPath.class.getSimpleName())
                    .param("headers", "all")
                    .param("qos", "1")
                    .param("kafka", PublishPath.NO_KAFKA, broker.bootstrapServers())
                    .forks(1)
                    .warmupIterations(5)
                    .measurementIterations(3))) {
                boolean own = result.getParams().getParam("kafka").equals(PublishPath.NO_KAFKA);
                held &= own
                        ? isWithin(result, OWN_LIMIT, "before Kafka's producer")
                        : isWithin(result, LIMIT, "with Kafka's producer");
            }
            return held ? 0 : 1;
        }
    }

    private static boolean isWithin(RunResult result, int limit, String what) {
        Result<?> allocated =
                Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED);
        Terminal.standardOutput()
                .println(String.format(
                        Locale.ROOT,
                        "Allocated for a publish, %s: %.0f bytes, at most %d",
                        what,
                        allocated.getScore(),
                        limit));
        return allocated.getScore() <= limit;
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.addProfiler(GCProfiler.class)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .shouldFailOnError(true)
                        .jvmArgsAppend("-Xmx1g", "-Dio.netty.leakDetection.level=disabled")
                        .build())
                .run();
    }
}
