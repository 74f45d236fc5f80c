package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedCursor;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Plugins whose feeds do not end, lose or repeat what happens, or keep silent for no reason that they tell. */
public final class WrongFeeds {

    private WrongFeeds() {}

    private static EventPage with(EventPage page, String cursor, boolean more) {
        return new EventPage(page.events(), new FeedCursor(cursor), more, page.skipped(), page.notices(), page.cost());
    }

    /** Describes a feed whose id no other system could store. */
    public static final class ShoutingId extends LittlePlugin {
        @Override
        protected List<FeedDescriptor> feeds() {
            return super.feeds().stream()
                    .map(feed -> new FeedDescriptor(
                            "HAPPENINGS",
                            feed.displayName(),
                            feed.description(),
                            feed.content(),
                            feed.resourceTypes(),
                            feed.interval(),
                            feed.lateness(),
                            feed.permissions(),
                            feed.licence()))
                    .toList();
        }
    }

    /** Answers for a feed that it does not have. */
    public static final class AnyFeed extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public EventPage events(String feed, FeedStart from, int pageSize) {
                    return super.events("happenings", from, pageSize);
                }
            };
        }
    }

    /** Forgets to say in its check that it has a feed. */
    public static final class UncheckedFeed extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public CheckReport check() {
                    return new CheckReport(super.check().capabilities());
                }
            };
        }
    }

    /** Says in its check that all is well with its feed, permitted or not. */
    public static final class ReadyWhenForbidden extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected CapabilityStatus status(FeedDescriptor feed) {
                    CapabilityStatus honest = super.status(feed);
                    boolean forbidden = honest.findings().stream()
                            .anyMatch(finding -> finding.subject().equals("Log.Read"));
                    return forbidden ? new CapabilityStatus(feed.id(), Readiness.READY, List.of()) : honest;
                }
            };
        }
    }

    /** Goes on telling when it is closed. */
    public static final class TellsWhenClosed extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                private boolean closed;

                @Override
                public EventPage events(String feed, FeedStart from, int pageSize) {
                    return closed
                            ? new EventPage(
                                    List.of(), new FeedCursor("0;0;"), false, List.of(), List.of(), ReadCost.FREE)
                            : super.events(feed, from, pageSize);
                }

                @Override
                public void close() {
                    closed = true;
                    super.close();
                }
            };
        }
    }

    /** Tells the secret beside what has happened. */
    public static final class SecretInNotice extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            String secret = config.secret("secret").orElseThrow().reveal(value -> value);
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public EventPage events(String feed, FeedStart from, int pageSize) {
                    EventPage page = super.events(feed, from, pageSize);
                    return new EventPage(
                            page.events(),
                            page.next(),
                            page.more(),
                            page.skipped(),
                            List.of(new Notice("asked", "asked with " + secret, "nothing is to be done")),
                            page.cost());
                }
            };
        }
    }

    /** Notes each poll in its cursor. */
    public static final class GrowingCursor extends LittlePlugin {
        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                EventPage read(FeedStart from, int pageSize) {
                    String notes = "";
                    FeedStart start = from;
                    if (from instanceof FeedStart.After after) {
                        String[] parts = after.cursor().value().split("/", -1);
                        notes = parts[1];
                        start = new FeedStart.After(new FeedCursor(parts[0]));
                    }
                    EventPage page = super.read(start, pageSize);
                    return WrongFeeds.with(page, page.next().value() + "/" + notes + ".".repeat(100), page.more());
                }
            };
        }
    }

    /** Says that there is more when there is nothing. */
    public static final class NeverEnds extends LittlePlugin {
        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                EventPage read(FeedStart from, int pageSize) {
                    EventPage page = super.read(from, pageSize);
                    return WrongFeeds.with(page, page.next().value(), true);
                }
            };
        }
    }

    /** Leaves out the first event where a cursor comes from another connector. */
    public static final class GapAfterResume extends LittlePlugin {
        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                EventPage read(FeedStart from, int pageSize) {
                    EventPage page = super.read(from, pageSize);
                    boolean skips = from instanceof FeedStart.After after
                            && !mine.contains(after.cursor().value())
                            && !page.events().isEmpty();
                    mine.add(page.next().value());
                    return skips
                            ? new EventPage(
                                    page.events().subList(1, page.events().size()),
                                    page.next(),
                                    page.more(),
                                    page.skipped(),
                                    page.notices(),
                                    page.cost())
                            : page;
                }
            };
        }

        private final Set<String> mine = ConcurrentHashMap.newKeySet();
    }

    /** Keeps the place in memory, and gives out its number. */
    public static final class HandleCursors extends LittlePlugin {
        private static final Map<String, FeedCursor> HANDLES = new ConcurrentHashMap<>();
        private static final AtomicLong NEXT = new AtomicLong();

        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                EventPage read(FeedStart from, int pageSize) {
                    FeedStart start = from;
                    if (from instanceof FeedStart.After after) {
                        FeedCursor known = HANDLES.get(after.cursor().value());
                        if (known == null) {
                            return new EventPage(List.of(), after.cursor(), false, List.of(), List.of(), ReadCost.FREE);
                        }
                        start = new FeedStart.After(known);
                    }
                    EventPage page = super.read(start, pageSize);
                    String handle = String.format(Locale.ROOT, "%09d", NEXT.incrementAndGet());
                    HANDLES.put(handle, page.next());
                    return WrongFeeds.with(page, handle, page.more());
                }
            };
        }
    }

    /** Tells twice what stands twice on a page of the system. */
    public static final class Repeats extends LittlePlugin {
        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                protected Map<Long, Long> known(Map<Long, Long> before, Map<Long, Long> now) {
                    return before;
                }
            };
        }
    }

    /** Goes on behind the newest event, and never looks back. */
    public static final class LosesLate extends LittlePlugin {
        @Override
        protected LittleFeed feed(LittleClient client) {
            return new LittleFeed(client) {
                @Override
                protected Position ended(Position before, long behind, Map<Long, Long> told, long now) {
                    return new Position(before.since(), behind, new TreeMap<>());
                }
            };
        }
    }

    /** Has nothing to tell when it is switched off, and does not say so. */
    public static final class SilentWhenOff extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public EventPage events(String feed, FeedStart from, int pageSize) {
                    return silentIf(ErrorKind.CONFIGURATION, () -> super.events(feed, from, pageSize));
                }
            };
        }
    }

    /** Has nothing to tell when it is not permitted, and does not say so. */
    public static final class SilentWhenForbidden extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                public EventPage events(String feed, FeedStart from, int pageSize) {
                    return silentIf(ErrorKind.PERMISSION, () -> super.events(feed, from, pageSize));
                }
            };
        }
    }

    private static EventPage silentIf(ErrorKind kind, Supplier<EventPage> call) {
        try {
            return call.get();
        } catch (ConnectorException refused) {
            if (refused.kind() != kind) {
                throw refused;
            }
            return new EventPage(List.of(), new FeedCursor("0;0;"), false, List.of(), List.of(), ReadCost.FREE);
        }
    }
}
