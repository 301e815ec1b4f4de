package io.mqttproxy.app;

import io.mqttproxy.app.importer.ConfluentImporter;
import io.mqttproxy.app.importer.Imported;
import io.mqttproxy.app.importer.StrimziImporter;
import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns the configuration of another product into one for {@code --config}: YAML to standard output, notes to standard error. */
@Command(name = "import", description = "Turns another product's configuration into YAML for this proxy.")
final class ImportCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "import needs the name of a product: confluent or strimzi");
    }

    /** From Confluent's proxy. */
    @Command(
            name = "confluent",
            description = "Imports the configuration of Confluent MQTT Proxy. The YAML goes to standard output.")
    static final class Confluent implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(
                paramLabel = "FILE",
                description = "Its properties file, or a file with the KAFKA_MQTT_ variables of its container.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return print(ConfluentImporter.convert(read(file)), spec);
        }
    }

    /** From Strimzi's bridge. */
    @Command(
            name = "strimzi",
            description = "Imports the configuration of the Strimzi MQTT Bridge. The YAML goes to standard output.")
    static final class Strimzi implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(index = "0", paramLabel = "PROPERTIES", description = "Its application.properties.")
        private Path properties = Path.of("");

        @Parameters(index = "1", arity = "0..1", paramLabel = "RULES", description = "Its topic-mapping-rules.json.")
        private @Nullable Path rules;

        @Override
        public Integer call() {
            return print(StrimziImporter.convert(read(properties), rules == null ? "[]" : read(rules)), spec);
        }
    }

    private static int print(Imported imported, @Nullable CommandSpec spec) {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        command.getOut().print(imported.yaml());
        command.getOut().flush();
        imported.notes().forEach(note -> command.getErr().println("note: " + note));
        return ExitCode.OK;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException("import", "cannot read the file '" + file + "'");
        }
    }
}
