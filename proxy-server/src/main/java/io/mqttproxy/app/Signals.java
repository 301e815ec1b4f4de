package io.mqttproxy.app;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. {@code sun.misc.Signal} is of the supported module {@code jdk.unsupported}; it is
 * reached by reflection because the compiler's warning about that package cannot be silenced.
 */
final class Signals {
    private Signals() {}

    /**
     * Runs the action whenever the signal comes, on a thread of the JVM's own for each signal.
     *
     * @param name as in {@code TERM}
     * @param otherwise what the signal does when it cannot be handled, for the log
     */
    static void handle(String name, String otherwise, Runnable action) {
        try {
            handle(name, action);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Made here, because a signal may come while the log is set up.
            LoggerFactory.getLogger(Signals.class).warn("Signal {} {}: {}", name, otherwise, e.toString());
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Consumer<Object> onSignal = ignored -> action.run();
        MethodHandle accept = MethodHandles.publicLookup()
                .findVirtual(Consumer.class, "accept", methodType(void.class, Object.class))
                .bindTo(onSignal);
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance(name),
                        MethodHandleProxies.asInterfaceInstance(handler, accept));
    }
}
