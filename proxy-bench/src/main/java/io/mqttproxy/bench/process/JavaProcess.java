package io.mqttproxy.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program from this class path in a process of its own. Not thread-safe. */
public final class JavaProcess implements AutoCloseable {
    /** Little memory and a quick start, because several processes share one machine. */
    public static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;

    private JavaProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it, {@link #SMALL}.
     *
     * @param output that standard output and error are appended to
     * @param classPath where to find it
     */
    public static JavaProcess start(Path output, String classPath, String mainClass, List<String> arguments) {
        return start(output, SMALL, classPath, mainClass, arguments);
    }

    /**
     * Starts it.
     *
     * @param output that standard output and error are appended to
     * @param jvmOptions such as {@code -Xmx512m}
     * @param classPath where to find it
     */
    public static JavaProcess start(
            Path output, List<String> jvmOptions, String classPath, String mainClass, List<String> arguments) {
        try {
            return new JavaProcess(new ProcessBuilder(command(jvmOptions, classPath, mainClass, arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + mainClass, e);
        }
    }

    /** How to start a program with the Java that runs this one. */
    public static List<String> command(
            List<String> jvmOptions, String classPath, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** This process's own class path: a fat jar, or folders and jars. */
    public static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits at most that long for its end, and tells whether it has come. */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGKILL: no line of the program runs any more. Returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /**
     * SIGSTOP: the process's connections stay open, but nothing answers.
     *
     * @throws UnsupportedOperationException on systems without signals
     */
    public void pause() throws InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT: the process continues. */
    public void resume() throws InterruptedException {
        signal("-CONT");
    }

    /**
     * SIGHUP, whose effect depends on the program.
     *
     * @throws UnsupportedOperationException on systems without signals
     */
    public void hangUp() throws InterruptedException {
        signal("-HUP");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill " + signal + " failed");
            }
        } catch (IOException e) {
            throw new UnsupportedOperationException("no command 'kill' here: " + e.getMessage(), e);
        }
    }

    private int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    /** Ends the process by force. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
