package io.mqttproxy.app;

import io.mqttproxy.app.settings.InvalidSettingsException;
import io.mqttproxy.app.settings.Nearest;
import io.mqttproxy.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and what would be right. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String problem = e instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched().get(0), command.getCommandSpec())
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong command line");
        print(command, problem + " (" + command.getCommandSpec().qualifiedName() + " --help lists all)");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof InvalidSettingsException invalid) {
            invalid.problems().forEach(problem -> print(command, problem));
            return ExitCode.USAGE;
        } else if (e instanceof ConfigException) {
            print(command, e.getMessage());
            return ExitCode.USAGE;
        } else if (e instanceof IOException) {
            print(command, e.getMessage());
        } else {
            LoggerFactory.getLogger(ErrorReport.class).error("Unexpected failure", e);
        }
        return ExitCode.FAILURE;
    }

    private static void print(CommandLine command, @Nullable String problem) {
        command.getErr().println(command.getColorScheme().errorText("mqtt-proxy: " + problem));
    }

    private static String unknown(String argument, CommandSpec command) {
        String name = argument.replaceFirst("=.*", "");
        List<String> names = new ArrayList<>();
        if (name.startsWith("-")) {
            names.addAll(command.optionsMap().keySet());
        } else {
            names.addAll(command.subcommands().keySet());
        }
        String kind = name.startsWith("-") ? " is no option" : " is no command";
        return name + kind + Nearest.hint(name, names);
    }
}
