package dev.lanyard.host.cli.changes;

import java.util.Map;
import picocli.CommandLine.Option;

/** What to set. A command takes it with picocli's {@code @Mixin}. */
final class ValueOptions {

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = {
                "Set an attribute, option or argument; may be repeated.",
                "NAME:=JSON for lists, objects and numbers."
            })
    private Map<String, String> values = Map.of();

    Map<String, String> values() {
        return values;
    }
}
