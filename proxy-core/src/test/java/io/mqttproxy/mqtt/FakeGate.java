package io.mqttproxy.mqtt;

/** A gate that a test opens and shuts. */
final class FakeGate implements PacketGate {
    private boolean publishesHeld;
    private boolean everythingHeld;
    private int readsHeld;

    void open() {
        publishesHeld = false;
        everythingHeld = false;
    }

    void holdPublishes() {
        publishesHeld = true;
        everythingHeld = false;
    }

    void holdEverything() {
        everythingHeld = true;
    }

    /** How many reads have left held bytes. */
    int readsHeld() {
        return readsHeld;
    }

    @Override
    public boolean holds(PacketType next) {
        return everythingHeld || (publishesHeld && next == PacketType.PUBLISH);
    }

    @Override
    public void onHeld() {
        readsHeld++;
    }
}
