package io.mqttproxy.app.reload;

import io.mqttproxy.security.AccessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over a changed password or ACL file. */
public final class AccessReload implements Reloadable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessReload.class);

    private final AccessControl access;
    private final Runnable refresh;

    /** @param refresh makes connections see the new rules */
    public AccessReload(AccessControl access, Runnable refresh) {
        this.access = access;
        this.refresh = refresh;
    }

    @Override
    public String name() {
        return "access";
    }

    @Override
    public boolean reloadIfChanged() {
        boolean changed = access.reloadIfChanged();
        if (changed) {
            takeOver();
        }
        return changed;
    }

    @Override
    public void reload() {
        access.reload();
        takeOver();
    }

    private void takeOver() {
        refresh.run();
        access.warnings().forEach(LOG::warn);
    }
}
