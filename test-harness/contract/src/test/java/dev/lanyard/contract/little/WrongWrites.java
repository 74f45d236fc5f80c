package dev.lanyard.contract.little;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Plugins that read well, and write badly when they are in trouble. */
public final class WrongWrites {

    private WrongWrites() {}

    /** Writes again at once, whatever it was told. */
    public static final class WritesAtOnce extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected void throttled(String method, Duration wait) {
                    if (method.equals("GET")) {
                        super.throttled(method, wait);
                    }
                }
            };
        }
    }

    /** Takes a write that was not answered for one that was done. */
    public static final class BelievesInWrites extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                public Written write(String method, String path, Map<String, String> fields) {
                    try {
                        return super.write(method, path, fields);
                    } catch (ConnectorException failed) {
                        boolean membership = path.chars().filter(c -> c == '/').count() > 3;
                        if (method.equals("PUT") && membership && failed.kind().retriable()) {
                            return Written.CHANGED;
                        }
                        throw failed;
                    }
                }
            };
        }
    }

    /** Gives up a write when its token has expired. */
    public static final class NeverRenewsToWrite extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected void renew(String method, String used) throws IOException {
                    if (!method.equals("GET")) {
                        throw authentication();
                    }
                    super.renew(method, used);
                }
            };
        }
    }

    /** A client that behaves otherwise while it writes. */
    private abstract static class Writing extends LittleClient {
        private final ThreadLocal<Boolean> writes = ThreadLocal.withInitial(() -> false);

        Writing(ConnectorConfig config, HostServices host) {
            super(config, host);
        }

        boolean writing() {
            return writes.get();
        }

        @Override
        protected Answer send(String method, String address, Optional<String> bearer, String body) throws IOException {
            writes.set(!method.equals("GET") && bearer.isPresent());
            try {
                return super.send(method, address, bearer, body);
            } finally {
                writes.remove();
            }
        }
    }

    /** Does not hear that it is cancelled while it waits for the answer to a write. */
    public static final class DeafToCancelling extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new Writing(config, host) {
                @Override
                protected Cancellation.Registration onCancel(Runnable action) {
                    return writing() ? () -> {} : super.onCancel(action);
                }
            };
        }
    }

    /** Forgets the deadline while it waits for the answer to a write. */
    public static final class LateForDeadline extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new Writing(config, host) {
                @Override
                protected Optional<Instant> deadline() {
                    return writing() ? Optional.empty() : super.deadline();
                }
            };
        }
    }

    /** Goes on changing when it is closed. */
    public static final class ChangesWhenClosed extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public List<ChangeResult> apply(List<ChangeRequest> requests) {
                    client.refuseIfEnded();
                    return changes(client, host).apply(requests);
                }
            };
        }
    }

    /** Never ends the thread that it writes with. */
    public static final class ThreadOfWrites extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void settle() {
                    super.settle();
                    WrongInTrouble.startThread();
                }
            };
        }
    }

    /** Writes with one token for all its connectors. */
    public static final class SharedToken extends LittlePlugin {
        private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected String token(String method) {
                    return method.equals("GET")
                            ? super.token(method)
                            : TOKENS.computeIfAbsent("little", absent -> signIn());
                }

                @Override
                protected void renew(String method, String used) throws IOException {
                    TOKENS.remove("little", used);
                    super.renew(method, used);
                }
            };
        }
    }
}
