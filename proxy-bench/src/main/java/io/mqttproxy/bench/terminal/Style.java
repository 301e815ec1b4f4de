package io.mqttproxy.bench.terminal;

/** Ways to set off text on a terminal, by the 16 colours that every terminal theme has adapted to its background. */
public enum Style {
    BOLD("1"),
    FAINT("2"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    RED("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String on(String text) {
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
