package io.mqttproxy;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves a Netty buffer unreleased. JUnit finds this extension through {@code
 * META-INF/services}, so that no test can forget it, and creates it before the tests: it must exist
 * before Netty creates its first leak detector.
 */
public final class LeakGuard implements AfterAllCallback {
    private static final long GARBAGE_COLLECTION_SECONDS = 10;
    private static final String FRAMES_OF_NO_INTEREST = "\\s+(org\\.junit|java\\.base/)[^\\n]*";

    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    private static final List<Detector<?>> DETECTORS = new CopyOnWriteArrayList<>();
    private static volatile boolean buffersUsed;

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean nested = context.getRequiredTestClass().isMemberClass();
        if (!nested && buffersUsed) {
            check();
        }
    }

    /** Throws if any buffer was garbage-collected before it was released. */
    static void check() {
        collectGarbage();
        // Buffers found in the first round are certainly in the detectors' queues after the second.
        collectGarbage();
        DETECTORS.forEach(Detector::report);
        buffersUsed = false;
        List<String> leaks = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            leaks.add(leak);
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError(
                    leaks.size() + " leaks, each with its accesses, the last one first:\n" + String.join("\n", leaks));
        }
    }

    private static void collectGarbage() {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
        System.gc();
        try {
            if (collected.remove(TimeUnit.SECONDS.toMillis(GARBAGE_COLLECTION_SECONDS)) != garbage) {
                throw new AssertionError("no garbage collection, so that leaks cannot be found");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while looking for leaks", e);
        }
    }

    private static final class Detectors extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            Detector<T> detector = new Detector<>(resource, samplingInterval);
            DETECTORS.add(detector);
            return detector;
        }

        @Override
        @Deprecated
        @SuppressWarnings("InlineMeSuggester") // deprecated by Netty, not by us
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return newResourceLeakDetector(resource, samplingInterval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        private final Class<T> resource;

        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
            this.resource = resource;
        }

        /** Netty looks for leaks whenever it begins to track a buffer, and asks this method first. */
        @Override
        protected boolean needReport() {
            buffersUsed = true;
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LEAKS.add(resourceType + records.replaceAll(FRAMES_OF_NO_INTEREST, ""));
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LEAKS.add(resourceType);
        }

        void report() {
            @SuppressWarnings("unchecked") // the detector never looks at what it tracks
            ResourceLeakDetector<Object> detector = (ResourceLeakDetector<Object>) this;
            Object nothing = resource;
            detector.trackForcibly(nothing).close(nothing);
        }
    }
}
