package io.mqttproxy.routing;

import java.util.List;

/** A parsed template: text with placeholders that are filled in from a publication. Immutable. */
final class Template {
    private final TemplatePart[] parts;

    Template(List<TemplatePart> parts) {
        this.parts = parts.toArray(TemplatePart[]::new);
    }

    List<TemplatePart> parts() {
        return List.of(parts);
    }

    /** Whether the template has no placeholders. */
    boolean isConstant() {
        return parts.length == 0 || (parts.length == 1 && parts[0] instanceof TemplatePart.Literal);
    }

    /** Whether the publication has a value for every placeholder. */
    boolean canRender(Match match) {
        for (TemplatePart part : parts) {
            if (!part.isPresent(match)) {
                return false;
            }
        }
        return true;
    }

    /** The text for a publication that {@linkplain #canRender has a value for every placeholder}. */
    String render(Match match) {
        if (parts.length == 1 && parts[0] instanceof TemplatePart.Literal literal) {
            return literal.text();
        }
        StringBuilder text = new StringBuilder();
        for (TemplatePart part : parts) {
            part.appendTo(text, match);
        }
        return text.toString();
    }
}
