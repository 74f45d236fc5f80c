package dev.lanyard.host.cli.connectors;

import picocli.CommandLine.Parameters;

/** Which connector. A command takes it with picocli's {@code @Mixin}. */
final class ConnectorParameter {

    @Parameters(paramLabel = "NAME", description = "As in 'lanyard connectors'.")
    private String name = "";

    String name() {
        return name;
    }
}
