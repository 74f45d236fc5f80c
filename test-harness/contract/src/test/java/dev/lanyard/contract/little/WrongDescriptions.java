package dev.lanyard.contract.little;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.SyncPartition;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plugins that say of themselves, or find out, what is not so. */
public final class WrongDescriptions {

    private WrongDescriptions() {}

    /** Describes an entitlement for a type that it does not describe. */
    public static final class UnknownPrincipalType extends LittlePlugin {
        @Override
        protected List<EntitlementDescriptor> entitlements() {
            List<EntitlementDescriptor> more = new ArrayList<>(super.entitlements());
            more.add(new EntitlementDescriptor("Guest Of", "Guest", Purpose.ASSIGNMENT, Set.of("ghost")));
            return more;
        }
    }

    /** Takes a checkpoint for a stream that is not incremental, and reads everything. */
    public static final class CheckpointIgnored extends LittlePlugin {
        @Override
        protected List<StreamDescriptor> streams() {
            return super.streams().stream()
                    .map(stream -> new StreamDescriptor(
                            stream.id(),
                            stream.displayName(),
                            stream.description(),
                            stream.resourceTypes(),
                            false,
                            stream.permissions()))
                    .toList();
        }

        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected Optional<Long> since(Checkpoint checkpoint) {
                    return Optional.empty();
                }

                @Override
                protected Optional<Checkpoint> checkpoint(SyncPartition partition, long mark) {
                    return Optional.empty();
                }
            };
        }
    }

    /** Describes a stream that the service does not have. */
    public static final class StreamThatFails extends LittlePlugin {
        @Override
        protected List<StreamDescriptor> streams() {
            List<StreamDescriptor> more = new ArrayList<>(super.streams());
            more.add(new StreamDescriptor("robots", "robots", "Robots.", Set.of("robot"), false, List.of()));
            return more;
        }

        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected CapabilityStatus status(StreamDescriptor stream) {
                    boolean robots = stream.id().equals("robots");
                    CapabilityStatus good = super.status(robots ? streams().get(0) : stream);
                    return new CapabilityStatus(stream.id(), good.readiness(), good.findings());
                }
            };
        }
    }

    /** Describes itself in other words each time. */
    public static final class ChangingDescription extends LittlePlugin {
        @Override
        public ConnectorDescriptor descriptor() {
            ConnectorDescriptor good = super.descriptor();
            return new ConnectorDescriptor(
                    good.id(),
                    "Little directory, described at " + System.nanoTime(),
                    good.version(),
                    good.spiVersion(),
                    good.schema(),
                    good.resourceTypes(),
                    good.streams(),
                    good.changes(),
                    good.actions(),
                    good.feeds());
        }
    }

    /** Connects to somewhere in order to describe itself. */
    public static final class ConnectingDescription extends LittlePlugin {
        @Override
        public ConnectorDescriptor descriptor() {
            try (ServerSocket server = new ServerSocket(0);
                    Socket socket = new Socket("localhost", server.getLocalPort())) {
                socket.shutdownOutput();
            } catch (IOException withoutNetwork) {
                return super.descriptor();
            }
            return super.descriptor();
        }
    }

    /** Refuses settings when opened, and does not say which. */
    private abstract static class Refusing extends LittlePlugin {
        abstract boolean refuses(ConnectorConfig config);

        @Override
        public Connector open(ConnectorConfig config, HostServices host) {
            if (refuses(config)) {
                throw ConnectorException.of(ErrorKind.CONFIGURATION, "something will not do", "think again")
                        .build();
            }
            return super.open(config, host);
        }
    }

    /** Gives an example that it then refuses. */
    public static final class RefusedExample extends Refusing {
        @Override
        protected List<ConfigField> fields() {
            List<ConfigField> more = new ArrayList<>(super.fields());
            more.add(ConfigField.named("region", "Region", new FieldType.Text(Optional.empty(), "a region"))
                    .example("north")
                    .build());
            return more;
        }

        @Override
        boolean refuses(ConnectorConfig config) {
            return config.text("region").filter("north"::equals).isPresent();
        }
    }

    /** Says that a setting is optional, cannot be opened without it, and does not say so. */
    public static final class SecretlyRequired extends Refusing {
        @Override
        boolean refuses(ConnectorConfig config) {
            return config.text("note").isEmpty();
        }
    }

    /** Finds everything ready, whatever the secret. */
    public static final class AlwaysReady extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected CapabilityStatus status(StreamDescriptor stream) {
                    return new CapabilityStatus(stream.id(), Readiness.READY, List.of());
                }
            };
        }
    }

    /** Says nothing of what it can change. */
    public static final class ChecksNoChanges extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public CheckReport check() {
                    CheckReport good = super.check();
                    return new CheckReport(good.capabilities(), List.of(), good.feeds(), List.of(), List.of());
                }
            };
        }
    }

    /** Says that it can change everything, permitted or not. */
    public static final class ReadyToChange extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected ChangeStatus status(String change, List<Permission> permissions, Set<String> rights) {
                    return new ChangeStatus(change, Readiness.READY, List.of(), List.of());
                }
            };
        }
    }

    /** Says that something is missing, but not which permission. */
    public static final class VaguePermission extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected CapabilityStatus status(StreamDescriptor stream) {
                    CapabilityStatus good = super.status(stream);
                    List<Finding> vague = good.findings().stream()
                            .map(finding -> finding.subject().equals("secret")
                                    ? finding
                                    : new Finding("rights", finding.message(), finding.remedy()))
                            .toList();
                    return new CapabilityStatus(stream.id(), good.readiness(), vague);
                }
            };
        }
    }

    /** Adds a person to see whether it may. */
    public static final class WritingCheck extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            LittleClient client = client(config, host);
            return new LittleConnector(this, client, host) {
                @Override
                protected CapabilityStatus status(StreamDescriptor stream) {
                    CapabilityStatus good = super.status(stream);
                    if (good.readiness() == Readiness.READY) {
                        client.post("/visits");
                    }
                    return good;
                }
            };
        }
    }
}
