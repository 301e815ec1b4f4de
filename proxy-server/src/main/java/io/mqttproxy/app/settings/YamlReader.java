package io.mqttproxy.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads settings from a YAML file, and remembers the line and column of each. */
final class YamlReader {
    private final Map<String, Setting<?>> settings;

    YamlReader(SettingsTable table) {
        settings = new LinkedHashMap<>(table.by(Setting::yamlName));
        table.by(Setting::name).forEach(settings::putIfAbsent);
        settings.remove(table.configFile().name());
    }

    Given read(Path file, Problems problems) {
        YamlNodes nodes = new YamlNodes(file, problems);
        Given given = new Given();
        try {
            LoadSettings marked =
                    LoadSettings.builder().setLabel(file.toString()).build();
            new Compose(marked).composeString(Files.readString(file)).ifPresent(root -> readRoot(root, nodes, given));
        } catch (MarkedYamlEngineException e) {
            problems.add(nodes.place(e.getProblemMark()) + ": " + YamlHints.explain(e.getProblem()));
        } catch (YamlEngineException e) {
            problems.add(file + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (IOException e) {
            problems.add("config: cannot read the file '" + file + "'");
        }
        return given;
    }

    private void readRoot(Node root, YamlNodes nodes, Given given) {
        if (!(root instanceof MappingNode mapping)) {
            nodes.problem(root, "must be a mapping such as 'listen: mqtt://0.0.0.0:1883'");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = nodes.scalar(entry.getKeyNode());
            Setting<?> setting = settings.get(key);
            if (setting == null) {
                nodes.problem(entry.getKeyNode(), "'" + key + "' is no setting" + Nearest.hint(key, settings.keySet()));
            } else if (given.contains(setting)) {
                nodes.problem(entry.getKeyNode(), "'" + key + "' stands here a second time");
            } else {
                given.put(setting, nodes.raws(setting, entry.getValueNode()));
            }
        }
    }
}
