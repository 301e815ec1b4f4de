package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.ledger.Stamp;
import io.mqttproxy.bench.options.DurationConverter;
import io.mqttproxy.bench.target.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The load itself, whoever has to bear it: shared by the commands that make one. */
public final class LoadArguments {
    @Option(names = "--clients", paramLabel = "N", description = "Simulated devices (default: ${DEFAULT-VALUE}).")
    private int clients = 100;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Messages per second of all devices together, each sent when it is due, whatever the server does;"
                            + " or 'max': as many as the windows allow (default: ${DEFAULT-VALUE}).")
    private String rate = "1000";

    @Option(names = "--qos", paramLabel = "QOS", description = "QoS 0, 1 or 2 (default: ${DEFAULT-VALUE}).")
    private int qos = 1;

    @ArgGroup
    private PayloadArguments payloads = new PayloadArguments();

    @Option(
            names = "--topic",
            paramLabel = "TEMPLATE",
            description = "MQTT topic, with {clientid} or {index} (default: ${DEFAULT-VALUE}).")
    private String topic = "load/{clientid}";

    @Option(
            names = "--client-id",
            paramLabel = "TEMPLATE",
            description = "Client id, with {index} (default: ${DEFAULT-VALUE}).")
    private String clientId = "load-{index}";

    @Option(
            names = "--mqtt",
            paramLabel = "VERSION",
            converter = VersionConverter.class,
            description = "MQTT version, 3.1.1 or 5 (default: ${DEFAULT-VALUE}).")
    private MqttVersion version = MqttVersion.V5;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "Unacknowledged publishes of one device at a time (default: ${DEFAULT-VALUE}).")
    private int window = 32;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to publish, including the warm-up (default: ${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description =
                    "Time at the start that the results leave out; a JVM needs millions of messages to warm up (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--ramp-up",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "Time in which the rate grows from nothing (default: ${DEFAULT-VALUE}).")
    private Duration rampUp = Duration.ZERO;

    @Option(names = "--messages", paramLabel = "N", description = "Ends after this many messages.")
    private long messages = Long.MAX_VALUE;

    @Option(
            names = "--connect-rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "New connections per second of all devices together (default: ${DEFAULT-VALUE}).")
    private double connectRate;

    @Option(
            names = "--connect-only",
            description =
                    "Devices connect, stay connected and publish nothing: to measure connections and their memory.")
    private boolean connectOnly;

    @Option(
            names = "--keep-alive",
            paramLabel = "SECONDS",
            description = "Keep-alive of the devices; 0 for none (default: ${DEFAULT-VALUE}).")
    private int keepAlive = 60;

    @Option(
            names = "--source-addresses",
            paramLabel = "RANGE",
            description = "Addresses to connect from, such as 127.0.0.1-127.0.0.20. One address has ports for 28,000"
                    + " connections, and the system is slow at finding the second half of them.")
    private @Nullable String sourceAddresses;

    @Option(
            names = "--retry",
            description = "Devices that lose their connection connect again and send unacknowledged messages again.")
    private boolean retry;

    @Option(
            names = "--drain-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long to wait for outstanding acknowledgements (default: ${DEFAULT-VALUE}).")
    private Duration drainTimeout = Duration.ofSeconds(30);

    @Option(names = "--username", paramLabel = "NAME", description = "User name of all devices.")
    private @Nullable String username;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            interactive = true,
            arity = "0..1",
            description = "Password of all devices; without a value it is asked for.")
    private @Nullable String password;

    @Option(names = "--threads", paramLabel = "N", description = "Event loops (default: half of the processors).")
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random choices (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @ArgGroup(validate = false)
    private TlsArguments tls = new TlsArguments();

    /**
     * The plan of one run.
     *
     * @param servers at least one
     * @param target what to watch of them
     * @param run see {@link Stamp}
     */
    public LoadPlan plan(String title, List<ServerAddress> servers, Target target, int run) {
        FleetOptions fleet = fleet(servers);
        ConnectionLimits.ofThisMachine().check(clients, fleet.sources().size(), servers.size());
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server", servers.stream().map(ServerAddress::toString).collect(Collectors.joining(", ")));
        settings.putAll(description());
        return new LoadPlan(
                title,
                settings,
                fleet,
                schedule(),
                payloads.source(seed).open(run),
                connectOnly,
                warmUp,
                drainTimeout,
                target);
    }

    /** Whether messages can be told from one another in Kafka. */
    boolean hasStamps() {
        return payloads.source(seed).hasStamps();
    }

    /** 0, 1 or 2. */
    public int qos() {
        return qos;
    }

    /** The load in a form that needs no MQTT. */
    public Workload workload() {
        PayloadSource source = payloads.source(seed);
        // What cannot be read is said here, and not by the process that bears the load.
        source.open(0);
        Schedule schedule = schedule();
        return new Workload(
                schedule.rate(),
                schedule.ramp().toMillis(),
                schedule.duration().toMillis(),
                schedule.messages(),
                warmUp.toMillis(),
                drainTimeout.toMillis(),
                clients,
                window,
                qos,
                source,
                new DeviceNames(clientId, topic));
    }

    private FleetOptions fleet(List<ServerAddress> servers) {
        return new FleetOptions(
                servers.stream().map(ServerAddress::resolve).toList(),
                sourceAddresses == null ? List.of() : SourceAddresses.parse(sourceAddresses),
                carrier(servers),
                version,
                clients,
                new DeviceNames(clientId, topic),
                username,
                password,
                qos,
                window,
                keepAlive,
                connectRate,
                Duration.ofSeconds(10),
                retry,
                threads,
                seed);
    }

    private Carrier carrier(List<ServerAddress> servers) {
        ServerAddress first = servers.get(0);
        if (!servers.stream().allMatch(first::speaksLike)) {
            throw new IllegalArgumentException("server: all must be of one kind, such as mqtts, with one path");
        }
        return new Carrier(first.scheme().tls() ? tls.context() : null, first.webSocketPath());
    }

    private Schedule schedule() {
        if (warmUp.compareTo(duration) >= 0) {
            throw new IllegalArgumentException("warm-up: must be shorter than duration");
        }
        double perSecond = rate.equals("max") ? 0 : parseRate();
        return new Schedule(perSecond, rampUp, duration, messages);
    }

    private double parseRate() {
        try {
            double perSecond = Double.parseDouble(rate);
            if (perSecond > 0 && perSecond <= 1e9) {
                return perSecond;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("rate: must be messages per second or 'max', not '" + rate + "'");
    }

    /** What a reader of the report has to know to repeat the run. */
    public Map<String, String> description() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("clients", Integer.toString(clients));
        settings.put("mqtt", version.toString());
        if (connectOnly) {
            settings.put("connect rate", String.format("%,.0f/s", connectRate));
            settings.put("publishing", "nothing");
            return settings;
        }
        settings.put("rate", rate.equals("max") ? "max (closed loop)" : rate + "/s (open loop)");
        settings.put("qos", Integer.toString(qos));
        settings.put("payload", payloads.source(seed).toString());
        settings.put("window", Integer.toString(window));
        settings.put("topic", topic);
        settings.put("duration", duration.toSeconds() + " s");
        settings.put("warm-up", warmUp.toSeconds() + " s");
        settings.put("retry", Boolean.toString(retry));
        return settings;
    }
}
