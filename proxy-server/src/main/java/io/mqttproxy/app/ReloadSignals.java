package io.mqttproxy.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes SIGHUP as a request to read files again. From the first moment of the process, because an unhandled SIGHUP ends it,
 * and a hook that has renewed a certificate does not know that the proxy has just been started.
 * Other commands than {@code serve}, which are over in a moment, take no notice of it either.
 */
final class ReloadSignals {
    private @Nullable Runnable reload;
    private boolean cameEarly;

    static ReloadSignals install() {
        ReloadSignals signals = new ReloadSignals();
        Signals.handle("HUP", "ends this proxy", signals::onSignal);
        return signals;
    }

    /** Says what a signal does from now on; those that came before do it once, now. */
    synchronized void deliverTo(Runnable action) {
        reload = action;
        if (cameEarly) {
            LoggerFactory.getLogger(ReloadSignals.class).info("SIGHUP came during the start: reading files again now");
            action.run();
        }
    }

    synchronized void onSignal() {
        if (reload == null) {
            cameEarly = true;
        } else {
            reload.run();
        }
    }
}
