package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What feeds a connector has, and what it says of those that it has not. */
final class Feeds {

    /** From the beginning. */
    static final FeedStart EVER = new FeedStart.Since(Instant.EPOCH);

    private static final String NOTHING = "no-such-feed";

    private Feeds() {}

    /** The feeds that work with the settings of the trial, by what its check says. */
    static List<FeedDescriptor> ready(Trial trial) {
        try (OpenConnector open = trial.open()) {
            Set<String> blocked = open.connector().check().feeds().stream()
                    .filter(status -> status.readiness() == Readiness.BLOCKED
                            || switchOf(trial, status).isPresent())
                    .map(CapabilityStatus::capability)
                    .collect(Collectors.toSet());
            return trial.descriptor().feeds().stream()
                    .filter(feed -> !blocked.contains(feed.id()))
                    .toList();
        }
    }

    /** The setting that switches a feed off, by what a check says of it. */
    static Optional<String> switchOf(Trial trial, CapabilityStatus status) {
        return trial.descriptor().schema().fields().stream()
                .filter(field -> field.type() instanceof FieldType.Flag)
                .map(ConfigField::name)
                .filter(name -> status.readiness() == Readiness.OFF
                        && status.findings().stream().map(Finding::subject).anyMatch(name::equals))
                .findFirst();
    }

    /** Every feed that is ready and cannot be read, and one that is not described and not refused, in words. */
    static List<String> notAsPromised(Trial trial) {
        List<String> wrong = new ArrayList<>();
        List<FeedDescriptor> ready = ready(trial);
        try (OpenConnector open = trial.open()) {
            for (FeedDescriptor feed : ready) {
                Outcome<EventPage> page = Outcome.of(() -> open.connector().events(feed.id(), recently(), 1));
                if (page.thrown().isPresent()) {
                    wrong.add("reading the feed '" + feed.id() + "' failed: " + page.describe());
                }
            }
            Outcome<EventPage> none = Outcome.of(() -> open.connector().events(NOTHING, recently(), 1));
            if (!none.refusedAs(ErrorKind.UNSUPPORTED)) {
                wrong.add("a feed that is not described must be refused as UNSUPPORTED, but: " + none.describe());
            }
        }
        return wrong;
    }

    private static FeedStart recently() {
        return new FeedStart.Since(Instant.now());
    }
}
