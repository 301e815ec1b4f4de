package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.lab.ProxyProcess;
import io.mqttproxy.bench.lab.Waiting;
import io.mqttproxy.bench.report.ChaosResult;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.verify.TopicTally;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One scenario: devices publish, something breaks, is mended, and Kafka is asked what it has. For one thread. */
final class ScenarioRun {
    /**
     * Brokers learn of a new topic one after the other. A first publish in between can make Kafka repeat a request in vain
     * until {@code delivery.timeout.ms} (KAFKA-15591), which is another scenario than those here.
     */
    private static final Duration NEWS_TRAVEL = Duration.ofSeconds(2);

    private final Lab lab;
    private final ChaosPlan plan;
    private final Scenario scenario;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final String topic;
    private final int run = ThreadLocalRandom.current().nextInt();

    /** @param progress gets a line now and then */
    ScenarioRun(Lab lab, ChaosPlan plan, Scenario scenario, StopSignal stop, Consumer<String> progress) {
        this.lab = lab;
        this.plan = plan;
        this.scenario = scenario;
        this.stop = stop;
        this.progress = progress;
        topic = "chaos-" + scenario;
    }

    /** Runs the scenario. A proxy that dies is a result too; the next scenario gets new proxies. */
    ChaosResult run() throws InterruptedException {
        try {
            return runToItsEnd();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            lab.renewProxies();
            lab.repair();
            return ChaosResult.failed(scenario.toString(), scenario.description(), String.valueOf(e.getMessage()));
        }
    }

    private ChaosResult runToItsEnd() throws InterruptedException {
        scenario.fault().prepare(lab);
        try (Swarm swarm = new Swarm(lab.balancer().address(), "chaos/" + scenario, plan.devices(), plan.rate(), run)) {
            Timeline timeline = new Timeline(scenario.toString(), swarm, progress);
            Waiting waiting = new Waiting(stop, timeline::look);
            return run(new Stage(lab, swarm, topic, plan.outage(scenario), waiting), timeline);
        }
    }

    private ChaosResult run(Stage stage, Timeline timeline) throws InterruptedException {
        Waiting waiting = stage.waiting();
        Swarm swarm = stage.swarm();
        timeline.phase("preparing");
        requireProxies(waiting);
        lab.balancer().requireRunning();
        waiting.require("the brokers", lab::isComplete);
        lab.createTopic(topic);
        waiting.require("all replicas", () -> lab.isInSync(topic));
        waiting.hold(NEWS_TRAVEL);
        publish(stage, timeline);

        timeline.phase("broken");
        scenario.fault().strike(stage);
        long recoveryMillis = recover(stage, timeline);

        timeline.phase("steady again");
        lab.repair();
        waiting.hold(plan.calm());
        requireProxies(waiting);
        timeline.phase("settling");
        swarm.stopPublishing();
        boolean settled = waiting.until(() -> swarm.state().settled());
        timeline.phase("reading Kafka");
        waiting.require("all replicas", () -> lab.isInSync(topic));
        return result(stage, timeline, recoveryMillis, settled);
    }

    /** None may have ended by itself. */
    private void requireProxies(Waiting waiting) throws InterruptedException {
        waiting.require("the proxies", () -> lab.proxies().stream().allMatch(ProxyProcess::isServing));
    }

    /** Returns when every device publishes, and has for a while. */
    private void publish(Stage stage, Timeline timeline) throws InterruptedException {
        timeline.phase("steady");
        long start = System.nanoTime();
        stage.swarm().start();
        stage.waiting().require("all devices", () -> stage.swarm().allHeardSince(start));
        stage.waiting().hold(plan.calm());
    }

    private static long recover(Stage stage, Timeline timeline) throws InterruptedException {
        timeline.phase("recovering");
        long mended = System.nanoTime();
        boolean recovered = stage.waiting().until(() -> stage.swarm().allHeardSince(mended));
        return recovered ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - mended) : -1;
    }

    private ChaosResult result(Stage stage, Timeline timeline, long recoveryMillis, boolean settled) {
        SwarmState state = stage.swarm().state();
        Verification verification = verify(stage.swarm());
        return new ChaosResult(
                scenario.toString(),
                scenario.description(),
                null,
                stage.outage().toMillis() / 1000.0,
                timeline.seconds(),
                state.published(),
                state.acknowledged(),
                verification.stored(),
                verification.missing(),
                verification.duplicates(),
                verification.outOfOrder(),
                state.disordered(),
                state.refused(),
                !settled,
                stage.swarm().forgiven(),
                state.sentAgain(),
                state.connections(),
                TimeUnit.NANOSECONDS.toMillis(state.longestSilenceNanos()),
                recoveryMillis,
                timeline.samples());
    }

    private Verification verify(Swarm swarm) {
        return TopicTally.of(lab.kafka().internalBootstrapServers(), topic).result(run, swarm.ledger());
    }
}
