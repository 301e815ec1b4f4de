package io.mqttproxy.app.settings;

import java.math.BigDecimal;

/** A part of a whole, as a number from 0 to 1 or in percent. */
final class Shares {
    private static final String PERCENT = "%";

    private Shares() {}

    /** @throws IllegalArgumentException for anything else, also for parts that are larger than the whole */
    static double parse(String text) {
        double share = text.endsWith(PERCENT)
                ? new BigDecimal(text.substring(0, text.length() - 1))
                        .movePointLeft(2)
                        .doubleValue()
                : new BigDecimal(text).doubleValue();
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException(text);
        }
        return share;
    }

    static String format(double share) {
        return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }
}
