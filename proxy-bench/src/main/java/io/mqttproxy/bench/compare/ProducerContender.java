package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.load.Workload;
import io.mqttproxy.bench.process.JavaProcess;
import io.mqttproxy.bench.report.Json;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.terminal.StatusLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** Kafka's own producer, in a process of its own so that its cost can be told from ours. */
final class ProducerContender implements Contender {
    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader reports;
    private final Workload load;
    private final String name;

    /**
     * Starts the process.
     *
     * @param target address {@code kafka://host:port/topic}, and perhaps {@code ?headers=none}
     * @param properties of the producer, over those that the proxy sets
     */
    ProducerContender(CompareTarget target, Workload load, Map<String, String> properties) {
        name = target.name();
        this.load = load;
        process = start(target, properties);
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        reports = process.inputReader(StandardCharsets.UTF_8);
    }

    private static Process start(CompareTarget target, Map<String, String> properties) {
        URI kafka = URI.create(target.address());
        List<String> arguments = new ArrayList<>(
                List.of(kafka.getAuthority(), kafka.getPath().substring(1), Boolean.toString(target.hasHeaders())));
        properties.forEach((key, value) -> arguments.add(key + "=" + value));
        List<String> command =
                JavaProcess.command(List.of(), JavaProcess.ownClassPath(), ProducerMain.class.getName(), arguments);
        try {
            return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Kafka's producer: " + e.getMessage(), e);
        }
    }

    @Override
    public LoadReport round(StopSignal stop, StatusLine status) throws InterruptedException {
        status.show(name + ": publishing for " + load.durationMillis() / 1_000 + " s");
        orders.println(Json.line(load));
        try {
            awaitReport(stop);
            String report = reports.readLine();
            if (report == null) {
                throw new IllegalStateException(name + ": the producer's process has ended");
            }
            return Json.parse(report, LoadReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** A blocking read would not end on a stop signal, so the process is ended instead. */
    private void awaitReport(StopSignal stop) throws IOException, InterruptedException {
        while (!reports.ready() && process.isAlive()) {
            if (stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw new CancellationException("stopped");
            }
        }
    }

    /** Closing its input ends the process. */
    @Override
    public void close() {
        orders.close();
        process.onExit().join();
    }
}
