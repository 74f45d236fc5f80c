package dev.lanyard.host.cli.describe;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.Plugins;
import dev.lanyard.host.plugin.PluginFolder;
import dev.lanyard.host.report.SettingsPage;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lanyard describe}: what a connector can do, what it must be told and which permissions it needs. */
@Command(name = "describe", description = "Describes a connector: settings, resource types, streams, permissions.")
public final class DescribeCommand implements Callable<Integer> {

    /** How a description is written; the constants are named as they are typed. */
    enum Format {
        text,
        markdown,
        json_schema,
        html;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Parameters(paramLabel = "PLUGIN", description = "The connector's id, or the name of its jar or folder.")
    private String plugin = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = {
                "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "json-schema describes the settings only; --json everything;",
                "html is the page of settings that a platform would show."
            })
    private Format format = Format.text;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (options.json() && format != Format.text) {
            throw new ParameterException(spec.commandLine(), "--json and --format cannot be used together");
        }
        try (PluginFolder folder = PluginFolder.open(options.plugins())) {
            print(Plugins.require(folder, plugin, options).descriptor());
        }
        return ExitCode.OK;
    }

    private void print(ConnectorDescriptor descriptor) throws IOException {
        if (options.json()) {
            options.printJson(DescriptorJson.of(descriptor));
            return;
        }
        switch (format) {
            case text -> new DescriptorPage(descriptor).printText(options.out());
            case markdown -> new DescriptorPage(descriptor).printMarkdown(options.out());
            case json_schema -> options.out().print(descriptor.schema().toJsonSchema());
            case html -> SettingsPage.write(DescriptorJson.of(descriptor), options.out());
        }
    }
}
