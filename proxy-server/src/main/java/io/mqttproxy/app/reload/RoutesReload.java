package io.mqttproxy.app.reload;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.routing.RuleRouter;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over changed routing rules. The other settings of the file are read and checked as well, but a change of theirs
 * waits for a restart, and the log says so. Used by one thread at a time.
 */
public final class RoutesReload implements Reloadable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesReload.class);
    /** The settings, by their YAML names, that a {@link RuleRouter} is made from. All others wait for a restart. */
    private static final Set<String> RELOADED = Set.of("routes", "default-topic", "headers", "max-templated-topics");

    private final Supplier<AppConfig> source;
    private final Function<RouteConfig, LongAdder> uses;
    private final Consumer<RuleRouter> receiver;
    /** What the last look found: a change is taken over only when the next look finds the same. */
    private AppConfig seen;

    /** What is in force; {@code null} after a failure, so that the next readable file is taken over even if unchanged. */
    private @Nullable AppConfig taken;

    private final String atStart;
    private String reported;

    /**
     * A reload of what was read at the start.
     *
     * @param source reads the configuration again
     * @param uses the count that each rule goes on with
     * @param receiver puts a new router in force
     */
    public RoutesReload(
            AppConfig started,
            Supplier<AppConfig> source,
            Function<RouteConfig, LongAdder> uses,
            Consumer<RuleRouter> receiver) {
        this.source = source;
        this.uses = uses;
        this.receiver = receiver;
        this.seen = started;
        this.taken = started;
        this.atStart = started.yaml();
        this.reported = atStart;
    }

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public boolean reloadIfChanged() {
        AppConfig config = read();
        boolean settled = routing(config).equals(routing(seen)) && config.yaml().equals(seen.yaml());
        seen = config;
        if (!settled) {
            return false;
        }
        reportOthers(config);
        if (taken != null && routing(config).equals(routing(taken))) {
            return false;
        }
        take(config);
        return true;
    }

    @Override
    public void reload() {
        AppConfig config = read();
        seen = config;
        reportOthers(config);
        take(config);
    }

    private AppConfig read() {
        try {
            return source.get();
        } catch (RuntimeException e) {
            taken = null;
            throw e;
        }
    }

    private void take(AppConfig config) {
        taken = null;
        receiver.accept(new RuleRouter(routing(config), uses));
        taken = config;
    }

    private void reportOthers(AppConfig config) {
        Set<String> changed = ChangedSettings.between(reported, config.yaml());
        // A setting that was changed back to what it was at the start is in force already.
        changed.retainAll(ChangedSettings.between(atStart, config.yaml()));
        reported = config.yaml();
        changed.removeAll(RELOADED);
        if (!changed.isEmpty()) {
            LOG.warn("Changed, but in force only after a restart: {}", String.join(", ", changed));
        }
    }

    private static RoutingConfig routing(AppConfig config) {
        return config.proxy().routing();
    }
}
