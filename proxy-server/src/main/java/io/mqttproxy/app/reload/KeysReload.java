package io.mqttproxy.app.reload;

import io.mqttproxy.security.JwtKeys;

/** Takes over the changed keys of tokens: a file's when it changes, a server's when all is read again. */
public final class KeysReload implements Reloadable {
    private final JwtKeys keys;

    public KeysReload(JwtKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public boolean reloadIfChanged() {
        return keys.reloadIfChanged();
    }

    @Override
    public void reload() {
        keys.reload();
    }
}
