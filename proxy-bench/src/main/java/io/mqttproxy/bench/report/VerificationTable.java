package io.mqttproxy.bench.report;

import io.mqttproxy.bench.report.Verification.DeviceVerification;
import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;

/** A verification for the terminal. */
public final class VerificationTable {
    private VerificationTable() {}

    public static String of(Verification verification, Terminal terminal) {
        Table table = new Table(terminal)
                .heading(String.format("In Kafka, run %08x of %,d devices", verification.run(), verification.devices()))
                .row("stored", String.format("%,d", verification.stored()))
                .row("missing", count(terminal, verification.missing()))
                .row("out of order", count(terminal, verification.outOfOrder()))
                .row("duplicates", String.format("%,d", verification.duplicates()));
        if (verification.unacknowledgedStored() > 0) {
            table.row("stored, not acked", String.format("%,d", verification.unacknowledgedStored()));
        }
        for (DeviceVerification device : verification.worst()) {
            table.row(
                    "device " + device.device(),
                    String.format(
                            "%,d stored, %,d missing%s, %,d out of order, %,d duplicates",
                            device.stored(),
                            device.missing(),
                            device.missing() == 0 ? "" : " from " + device.firstMissing(),
                            device.outOfOrder(),
                            device.duplicates()));
        }
        return table.toString();
    }

    private static String count(Terminal terminal, long count) {
        return terminal.style(count == 0 ? Style.GREEN : Style.RED, String.format("%,d", count));
    }
}
