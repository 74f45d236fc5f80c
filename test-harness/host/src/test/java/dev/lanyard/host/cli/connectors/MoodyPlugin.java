package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin jar whose connector is in the mood that the file named by its setting siteName says: well, partial (skips
 * and notices), selective (leaves out what its settings say), closed (refuses the key, and repeats it), blocked, halved
 * (one of two streams is blocked), broken, or stuck (until the file says otherwise).
 */
final class MoodyPlugin {

    private MoodyPlugin() {}

    static void write(Path jar) {
        PluginJar.working("sample")
                .source(
                        "sample.SamplePlugin",
                        PluginJar.samplePlugin("sample")
                                .replace(
                                        "new SampleConnector(config.text(\"siteName\").orElse(\"\"), host)",
                                        "new SampleConnector(config)"))
                .source("sample.SampleConnector", CONNECTOR)
                .write(jar);
    }

    private static final String CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.model.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import java.nio.file.*;
            import java.util.*;

            class SampleConnector implements Connector {
                private final Path site;
                private final String key;

                SampleConnector(ConnectorConfig config) {
                    site = Path.of(config.text("siteName").orElseThrow());
                    key = config.secret("apiKey").map(secret -> secret.reveal(text -> text)).orElse("");
                }

                private String mood() {
                    try {
                        return Files.readString(site).strip();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }

                public CheckReport check() {
                    if (mood().equals("unreachable")) {
                        throw ConnectorException.of(ErrorKind.UNAVAILABLE, "nobody answers", "try later").build();
                    }
                    Finding finding = new Finding("People.Read", "People.Read is not granted", "grant People.Read");
                    List<CapabilityStatus> all = new ArrayList<>();
                    all.add(new CapabilityStatus("accounts",
                            switch (mood()) {
                                case "blocked" -> Readiness.BLOCKED;
                                case "limited" -> Readiness.DEGRADED;
                                case "off" -> Readiness.OFF;
                                default -> Readiness.READY;
                            },
                            List.of("blocked", "limited", "off").contains(mood()) ? List.of(finding) : List.of()));
                    if (mood().equals("halved")) {
                        all.add(new CapabilityStatus("visits", Readiness.BLOCKED, List.of(finding)));
                    }
                    return new CheckReport(all);
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("accounts", "", false, ""));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    while (mood().equals("stuck")) {
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                    if (mood().equals("closed")) {
                        throw ConnectorException.of(ErrorKind.AUTHENTICATION,
                                "the key " + key + " is\\nrefused", "set apiKey anew").build();
                    }
                    if (mood().equals("broken")) {
                        throw new IllegalStateException("oops " + key);
                    }
                    boolean partial = mood().equals("partial");
                    return new SyncPage(List.of(new Resource(new ResourceId("user", site.getFileName().toString()),
                                    "Ann of " + site.getFileName(), Status.ENABLED, Set.of(Trait.ACCOUNT),
                                    Optional.empty(), Attributes.NONE)),
                            new NextStep.Done(Optional.empty()),
                            partial ? List.of(new SkippedRow("user/x", "malformed", "no id"))
                                    : mood().equals("selective")
                                            ? List.of(new SkippedRow("user/g", "guest", "the settings leave out guests"))
                                            : List.of(),
                            partial ? List.of(new Notice("roles", "no licence for roles", "buy one")) : List.of(),
                            OptionalLong.of(0), new ReadCost(3, 7));
                }

                public Map<String, ServiceTraffic> traffic() {
                    return Map.of();
                }

                public void close() {}
            }
            """;
}
