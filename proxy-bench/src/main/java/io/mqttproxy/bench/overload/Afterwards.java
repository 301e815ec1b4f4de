package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;

/** Checks that the same proxy serves other devices once the overload is over. */
final class Afterwards {
    private static final int DEVICES = 5;
    private static final int MESSAGES = 100;

    private Afterwards() {}

    static Check check(Stage stage) throws InterruptedException {
        try (Devices devices =
                new Devices(stage, false, "next", DEVICES, MESSAGES, 100, Devices.asFastAsPossible(MESSAGES))) {
            devices.connect().publish();
            boolean acknowledged = stage.waiting().until(() -> devices.meter().acknowledged() == MESSAGES);
            return new Check("the next devices", acknowledged ? "are served" : "are not served", acknowledged);
        }
    }
}
