package io.mqttproxy.app.reload;

import io.mqttproxy.security.AccessControl;

/** Takes over a changed password or ACL file. */
public final class AccessReload implements Reloadable {
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
            refresh.run();
        }
        return changed;
    }

    @Override
    public void reload() {
        access.reload();
        refresh.run();
    }
}
