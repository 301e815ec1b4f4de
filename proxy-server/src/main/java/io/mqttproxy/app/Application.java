package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.app.config.AppSettings;
import io.mqttproxy.app.settings.SettingOptions;
import io.mqttproxy.app.settings.SettingsLoader;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command line: which commands there are, and what happens before one of them runs. */
final class Application {
    private static final String PRINT_CONFIG = "--print-config";
    private static final String HELP = "--help";
    private static final String SERVE = "serve";
    private static final String CHECK = "check";
    private static final String EXPLAIN = "explain";
    private static final String PASSWORD = "password";
    private static final String IMPORT = "import";
    private static final String GENERATE_COMPLETION = "generate-completion";

    private static final Set<String> NEEDS_ALL_COMMANDS =
            Set.of(HELP, "-h", SERVE, CHECK, EXPLAIN, PASSWORD, IMPORT, GENERATE_COMPLETION);

    private final ServeCommand serve;
    private final PasswordPrompt passwords;
    private final Map<String, String> environment;

    Application(ServeCommand serve, PasswordPrompt passwords, Map<String, String> environment) {
        this.serve = serve;
        this.passwords = passwords;
        this.environment = Map.copyOf(environment);
    }

    /** @param arguments what it is going to be asked; a command that they do not name may be missing */
    CommandLine commandLine(String... arguments) {
        CommandSpec root = spec(serve)
                .name("mqtt-proxy")
                .versionProvider(new Version())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version and commit, and exit.")
                        .build());
        if (!isServeWithOptions(arguments)) {
            addCommands(root);
        }
        root.usageMessage()
                .description("Accepts MQTT messages from devices and stores them in Apache Kafka."
                        + " An acknowledgement means stored.")
                .footer(Help.FOOTER);
        ErrorReport errors = new ErrorReport();
        return new CommandLine(root)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(this::execute);
    }

    /** Each command has all settings as options: to make those of the others would take a tenth of the time of a start. */
    private static boolean isServeWithOptions(String... arguments) {
        return arguments.length > 0
                && arguments[0].startsWith("--")
                && Stream.of(arguments).noneMatch(NEEDS_ALL_COMMANDS::contains);
    }

    private void addCommands(CommandSpec root) {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion.getCommandSpec().usageMessage().hidden(true);
        root.addSubcommand(SERVE, spec(serve))
                .addSubcommand(CHECK, spec(new CheckCommand(ServerAssembly::contact)))
                .addSubcommand(EXPLAIN, spec(new ExplainCommand()))
                .addSubcommand(PASSWORD, helped(new PasswordCommand(passwords)))
                .addSubcommand(IMPORT, importers())
                .addSubcommand(GENERATE_COMPLETION, completion);
    }

    private static CommandSpec importers() {
        CommandSpec spec = helped(new ImportCommand())
                .addSubcommand("confluent", helped(new ImportCommand.Confluent()))
                .addSubcommand("strimzi", helped(new ImportCommand.Strimzi()));
        spec.usageMessage().commandListHeading("%nCommands:%n");
        return spec;
    }

    private static CommandSpec helped(Object command) {
        return CommandSpec.forAnnotatedObject(command)
                .addOption(OptionSpec.builder("-h", HELP)
                        .usageHelp(true)
                        .description("Print this help and exit.")
                        .build());
    }

    private static CommandSpec spec(SettingsCommand command) {
        CommandSpec spec = helped(command)
                .addOption(OptionSpec.builder(PRINT_CONFIG)
                        .arity("0")
                        .type(boolean.class)
                        .description("Print all settings as YAML, each with the place that it comes from, and exit.")
                        .build());
        spec.usageMessage().sortOptions(false).abbreviateSynopsis(true).commandListHeading("%nCommands:%n");
        SettingOptions.addTo(spec, AppSettings.TABLE);
        return spec;
    }

    private int execute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (!(last.commandSpec().userObject() instanceof SettingsCommand command)) {
            return new RunLast().execute(parsed);
        }
        try {
            return run(command, parsed, last.hasMatchedOption(PRINT_CONFIG));
        } catch (Exception e) {
            throw new CommandLine.ExecutionException(last.commandSpec().commandLine(), "failed", e);
        }
    }

    private int run(SettingsCommand command, ParseResult parsed, boolean printConfig) throws Exception {
        PrintWriter out = parsed.commandSpec().commandLine().getOut();
        if (printConfig) {
            out.print(new SettingsLoader(AppSettings.TABLE)
                    .load(parsed, environment)
                    .toYaml());
            out.flush();
            return ExitCode.OK;
        }
        Supplier<AppConfig> source = () ->
                new SettingsLoader(AppSettings.TABLE).load(parsed, environment).build(AppConfig::from);
        return command.run(source, out);
    }
}
