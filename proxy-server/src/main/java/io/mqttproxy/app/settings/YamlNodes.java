package io.mqttproxy.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the nodes of one YAML file into raw values, and complains with line and column. */
final class YamlNodes {
    private final Path file;
    private final Problems problems;

    YamlNodes(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The values of a setting; none when its node has a form that the setting does not take. */
    List<Raw> raws(Setting<?> setting, Node node) {
        if (node instanceof SequenceNode sequence) {
            return switch (setting.occurrence()) {
                case ONCE -> none(node, setting.yamlName() + " takes one value, not a list");
                case COMMAS -> readable(node, this::text).toList();
                case REPEATED, PAIRS -> several(setting, sequence);
            };
        }
        if (node instanceof MappingNode mapping && setting.occurrence() == Occurrence.PAIRS) {
            return pairs(mapping);
        }
        return readable(node, this::raw).toList();
    }

    /** An empty list would mean the default, as if the key were absent; who writes one means "none". So it is an error. */
    private List<Raw> several(Setting<?> setting, SequenceNode sequence) {
        if (sequence.getValue().isEmpty() && !setting.defaults().isEmpty()) {
            return none(sequence, setting.yamlName() + " must not be empty; leave it out for the default");
        }
        return sequence.getValue().stream()
                .flatMap(node -> readable(node, this::raw))
                .toList();
    }

    /** Empty when reading the node reported a problem: parsing the value as well would report the same mistake twice. */
    private Stream<Raw> readable(Node node, Function<Node, Raw> reader) {
        int before = problems.count();
        Raw raw = reader.apply(node);
        return problems.count() == before ? Stream.of(raw) : Stream.empty();
    }

    private Raw raw(Node node) {
        return node instanceof MappingNode mapping ? new Raw.Fields(fields(mapping), place(node)) : text(node);
    }

    private List<Raw> pairs(MappingNode mapping) {
        return fields(mapping).entrySet().stream()
                .<Raw>map(field -> new Raw.Text(
                        field.getKey() + "=" + field.getValue().text(),
                        field.getValue().source()))
                .toList();
    }

    private Map<String, Raw.Text> fields(MappingNode mapping) {
        Map<String, Raw.Text> fields = new LinkedHashMap<>();
        mapping.getValue().forEach(entry -> {
            String key = scalar(entry.getKeyNode());
            if (fields.putIfAbsent(key, text(entry.getValueNode())) != null) {
                problem(entry.getKeyNode(), "'" + key + "' stands here a second time");
            }
        });
        return fields;
    }

    /** A scalar, or a list of scalars with commas between. */
    private Raw.Text text(Node node) {
        String text = node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(this::scalar).collect(Collectors.joining(","))
                : scalar(node);
        return new Raw.Text(text, place(node));
    }

    /** The text of a scalar as it stands in the file: what it means is the setting's business, not YAML's. */
    String scalar(Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        problem(node, notScalar(node));
        return "";
    }

    private static String notScalar(Node node) {
        if (node instanceof ScalarNode) {
            return "a value is missing; put quotes around one that begins with #";
        }
        boolean inBraces = node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
        return "must be a single value" + (inBraces ? "; put quotes around one that begins with { or [" : "");
    }

    void problem(Node node, String problem) {
        problems.add(place(node) + ": " + problem);
    }

    private List<Raw> none(Node node, String problem) {
        problem(node, problem);
        return List.of();
    }

    private String place(Node node) {
        return place(node.getStartMark());
    }

    /** File, line and column, counted from 1. */
    String place(Optional<Mark> mark) {
        return file
                + mark.map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                        .orElse("");
    }
}
