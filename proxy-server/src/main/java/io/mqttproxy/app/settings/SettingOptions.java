package io.mqttproxy.app.settings;

import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives a command one option for each setting, in the sections of the table. */
public final class SettingOptions {
    private SettingOptions() {}

    public static void addTo(CommandSpec command, SettingsTable table) {
        int order = 0;
        for (SettingGroup group : table.groups()) {
            ArgGroupSpec.Builder section = ArgGroupSpec.builder()
                    .heading("%n" + group.title() + ":%n")
                    .order(order++)
                    .exclusive(false)
                    .validate(false);
            group.settings().forEach(setting -> section.addArg(option(setting)));
            command.addArgGroup(section.build());
        }
        command.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionsHelp());
    }

    private static OptionSpec option(Setting<?> setting) {
        Syntax<?> syntax = setting.syntax();
        OptionSpec.Builder option = OptionSpec.builder(setting.option())
                .paramLabel("<" + syntax.label() + ">")
                .description(description(setting))
                .completionCandidates(syntax.choices())
                .type(setting.occurrence().many() ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .arity("1");
        return (syntax == Syntaxes.FLAG ? option.arity("0..1").fallbackValue("true") : option).build();
    }

    private static String description(Setting<?> setting) {
        String defaults = String.join(", ", setting.defaultTexts());
        String repeatable = setting.occurrence().many() ? " Repeatable." : "";
        return setting.description() + repeatable + (defaults.isEmpty() ? "" : " Default: " + defaults);
    }
}
