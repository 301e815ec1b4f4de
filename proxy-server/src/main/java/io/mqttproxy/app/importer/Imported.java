package io.mqttproxy.app.importer;

import java.util.List;

/**
 * A configuration of this product, made from another one's.
 *
 * @param yaml for {@code --config}; begins with the notes as comments
 * @param notes one line for each thing that has no equivalent or wants a look; without values that may be secret
 */
public record Imported(String yaml, List<String> notes) {
    public Imported {
        notes = List.copyOf(notes);
    }
}
