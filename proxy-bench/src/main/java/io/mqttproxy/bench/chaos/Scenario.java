package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.lab.ProxyProcess;
import io.mqttproxy.bench.process.JavaProcess;
import io.mqttproxy.bench.relay.TcpRelay;
import java.time.Duration;
import java.util.Locale;

/** The faults that can be tried. */
enum Scenario {
    PROXY_KILL(
            "kill -9 of a proxy",
            Duration.ZERO,
            stage -> stage.lab().proxies().get(0).kill()),

    PROXY_TERM("SIGTERM of one proxy after the other, each started again", Duration.ZERO, Scenario::roll),

    BROKER_STOP("a broker is stopped and started again", Duration.ofSeconds(5), stage -> stopBrokers(stage, 1)),

    BROKER_ROLL("each broker is stopped and started again, as for an upgrade", Duration.ZERO, Scenario::rollBrokers),

    /** Longer than the nine seconds after which Kafka takes a broker for dead and elects other leaders. */
    BROKER_KILL("kill -9 of a broker, started again", Duration.ofSeconds(15), (BrokerSignal) Scenario::killBroker),

    UNDER_MIN_ISR(
            "two of three brokers are stopped, which is under min.insync.replicas, and started again",
            Duration.ofSeconds(10),
            stage -> stopBrokers(stage, 2)),

    BROKER_PAUSE(
            "a broker's process gets SIGSTOP for longer than request.timeout.ms, then SIGCONT",
            Duration.ofSeconds(35),
            (BrokerSignal) Scenario::pauseBroker),

    TOPIC_DELETE_RECREATE("the topic is deleted and created again", Duration.ofSeconds(5), Scenario::recreateTopic),

    NETWORK_CUT(
            "no bytes pass between proxies and brokers for longer than request.timeout.ms, and no connection is closed",
            Duration.ofSeconds(35),
            Scenario::cutNetwork);

    private final String description;
    private final Duration outage;
    /** Shared by all runs, because faults have no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Fault fault;

    Scenario(String description, Duration outage, Fault fault) {
        this.description = description;
        this.outage = outage;
        this.fault = fault;
    }

    String description() {
        return description;
    }

    /** How long the fault lasts unless somebody says otherwise. */
    Duration outage() {
        return outage;
    }

    Fault fault() {
        return fault;
    }

    /** As on the command line, and in topics: {@code proxy-kill}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void roll(Stage stage) throws InterruptedException {
        for (ProxyProcess proxy : stage.lab().proxies()) {
            proxy.terminate();
            proxy.start();
            stage.waiting().require("a proxy to start", proxy::isServing);
        }
    }

    private static void stopBrokers(Stage stage, int count) throws InterruptedException {
        for (int index = 0; index < count; index++) {
            stage.lab().kafka().stopBroker(index);
        }
        stage.waiting().hold(stage.outage());
        for (int index = 0; index < count; index++) {
            stage.lab().kafka().startBroker(index);
        }
    }

    /** The next one goes down only when Kafka has all replicas again, as an operator would wait for. */
    private static void rollBrokers(Stage stage) throws InterruptedException {
        Lab lab = stage.lab();
        for (int index = 0; index < Lab.BROKERS; index++) {
            lab.kafka().stopBroker(index);
            lab.kafka().startBroker(index);
            stage.waiting().require("all replicas", () -> lab.isInSync(stage.topic()));
        }
    }

    /** By the time of the second creation no broker has the old topic any more, so what is acknowledged then is in the new. */
    private static void recreateTopic(Stage stage) throws InterruptedException {
        stage.lab().deleteTopic(stage.topic());
        stage.waiting().hold(stage.outage());
        stage.swarm().forgiveAcknowledged();
        stage.lab().createTopic(stage.topic());
    }

    private static void cutNetwork(Stage stage) throws InterruptedException {
        stage.lab().cables().forEach(TcpRelay::cut);
        stage.waiting().hold(stage.outage());
        stage.lab().cables().forEach(TcpRelay::mend);
    }

    private static void killBroker(Stage stage) throws InterruptedException {
        stage.lab().detachedBroker().kill();
        stage.waiting().hold(stage.outage());
        stage.lab().repair();
    }

    private static void pauseBroker(Stage stage) throws InterruptedException {
        JavaProcess broker = stage.lab().detachedBroker();
        broker.pause();
        stage.waiting().hold(stage.outage());
        broker.resume();
    }

    /** A signal is for a whole process, so the broker gets one of its own. */
    private interface BrokerSignal extends Fault {
        @Override
        default void prepare(Lab lab) {
            lab.detachBroker();
        }
    }
}
