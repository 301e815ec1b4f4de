package io.mqttproxy.config;

/** A setting that cannot be used. The message names the setting and says what would be right. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String setting;

    /**
     * @param setting the setting's long name, without dashes in front
     * @param problem what is wrong with its value, and what would be right
     */
    public ConfigException(String setting, String problem) {
        super(setting + ": " + problem);
        this.setting = setting;
    }

    /** The long name of the setting at fault. */
    public String setting() {
        return setting;
    }

    static void require(boolean condition, String setting, String problem) {
        if (!condition) {
            throw new ConfigException(setting, problem);
        }
    }

    static void requireBetween(long value, long low, long high, String setting) {
        require(low <= value && value <= high, setting, "must be between " + low + " and " + high + ", not " + value);
    }
}
