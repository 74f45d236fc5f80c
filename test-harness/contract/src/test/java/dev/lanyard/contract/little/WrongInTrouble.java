package dev.lanyard.contract.little;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Plugins that do badly under trouble, or when it is time to go. */
public final class WrongInTrouble {

    private WrongInTrouble() {}

    /** Tries again at once, whatever it was told. */
    public static final class Impatient extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected void throttled(String method, Duration wait) {
                    if (!method.equals("GET")) {
                        super.throttled(method, wait);
                    }
                    // Time is money.
                }
            };
        }
    }

    /** Waits as told, then asks for everything many times over. */
    public static final class Storming extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected void throttled(String method, Duration wait) {
                    super.throttled(method, wait);
                    for (int i = 0; i < 5; i++) {
                        rows("/people", "size=1&from=0");
                    }
                }
            };
        }
    }

    /** Takes an answer that breaks off for one that is complete. */
    public static final class HalfPages extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Optional<LittleRows> parse(Answer answer) {
                    Optional<LittleRows> whole = super.parse(answer);
                    boolean rows = answer.type().startsWith("text/tab")
                            && !answer.body().startsWith("{");
                    return whole.isPresent() || !rows ? whole : LittleRows.parse(answer.body() + "end\t0");
                }
            };
        }
    }

    /** Takes a system in trouble for a defect of its own. */
    public static final class WrongKind extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected ConnectorException unavailable(String trouble) {
                    return ConnectorException.of(ErrorKind.DEFECT, "cannot happen: " + trouble, "none")
                            .build();
                }
            };
        }
    }

    /** Gives up when its token has expired. */
    public static final class NeverRenews extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected void renew(String used) {
                    throw authentication();
                }
            };
        }
    }

    /** Does not hear that it is cancelled while it waits for an answer. */
    public static final class DeafToCancelling extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Cancellation.Registration onCancel(Runnable action) {
                    return () -> {};
                }
            };
        }
    }

    /** Leaves a thread behind when it is cancelled. */
    public static final class ThreadAfterCancelling extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Cancellation.Registration onCancel(Runnable action) {
                    return super.onCancel(() -> {
                        action.run();
                        startThread();
                    });
                }
            };
        }
    }

    static void startThread() {
        Thread thread = new Thread(
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "little background work");
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks at the deadline before a call, but not during it. */
    public static final class LateForDeadline extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Optional<Instant> deadline() {
                    // The one who asks before a call is the only one who hears of a deadline in the past.
                    return super.deadline()
                            .filter(end -> !host.clock().instant().isBefore(end));
                }
            };
        }
    }

    /** Goes on reading when it is closed. */
    public static final class UsableWhenClosed extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected void refuseIfClosed() {
                    // Why not?
                }
            };
        }
    }

    /** Cannot be closed twice. */
    public static final class ClosesOnce extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public void close() {
                    refuseIfClosed();
                    super.close();
                }
            };
        }
    }

    /** Never ends the thread of its background work. */
    public static final class ThreadLeftBehind extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public void close() {
                    super.close();
                    startThread();
                }
            };
        }
    }

    /** Asks the JVM to do something for it at its end, which keeps its classes until then. */
    public static final class LoaderPinned extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "little shutdown hook"));
            return super.client(config, host);
        }
    }

    /** Shares one token among all its connectors. */
    public static final class SharedToken extends LittlePlugin {
        private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected synchronized String token() {
                    return TOKENS.computeIfAbsent("little", absent -> signIn());
                }

                @Override
                protected void renew(String used) {
                    TOKENS.remove("little", used);
                }
            };
        }
    }
}
