package io.mqttproxy.app.text;

/** Text for HTML, between tags or in quoted attributes. */
public final class HtmlText {
    private HtmlText() {}

    /** The text without anything that HTML would understand. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
