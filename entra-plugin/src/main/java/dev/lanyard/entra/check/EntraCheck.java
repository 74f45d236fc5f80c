package dev.lanyard.entra.check;

import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.LeastPermissions;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what works: one sign-in, then a row of each list that the streams read. Writes nothing, and asks nothing
 * about changes.
 *
 * <p>What the token grants is compared with what the descriptors ask for and the settings want besides, so that the
 * missing permission can be named even before Graph refuses.
 */
public final class EntraCheck {

    private final AccessTokens tokens;
    private final GraphDoor door;
    private final List<StreamProbe> probes;
    private final List<ChangeNeeds> changes;
    private final List<FeedProbe> feeds;

    @Inject
    EntraCheck(
            AccessTokens tokens,
            GraphDoor door,
            List<StreamProbe> probes,
            List<ChangeNeeds> changes,
            List<FeedProbe> feeds) {
        this.feeds = feeds;
        this.tokens = tokens;
        this.door = door;
        this.probes = probes;
        this.changes = changes;
    }

    /**
     * Checks every stream, change, action and feed.
     *
     * @return a status for each, in their order
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    public CheckReport run() {
        Optional<Set<String>> granted;
        try {
            granted = tokens.grantedNow();
        } catch (ConnectorException failure) {
            if (failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            return withoutToken(List.of(Findings.of(failure)));
        }
        return new CheckReport(
                probes.stream().map(probe -> status(probe, granted)).toList(),
                changes.stream().map(change -> change.status(granted)).toList(),
                feeds.stream().map(feed -> status(feed, granted)).toList(),
                toRead().list(granted),
                toChange().list(granted));
    }

    private CheckReport withoutToken(List<Finding> findings) {
        return new CheckReport(
                probes.stream()
                        .map(probe -> new CapabilityStatus(probe.stream().id(), Readiness.BLOCKED, findings))
                        .toList(),
                changes.stream().map(change -> change.blocked(findings)).toList(),
                feeds.stream()
                        .map(feed -> new CapabilityStatus(feed.feed().id(), Readiness.BLOCKED, findings))
                        .toList(),
                toRead().list(Optional.empty()),
                toChange().list(Optional.empty()));
    }

    private LeastPermissions toRead() {
        LeastPermissions needs = new LeastPermissions();
        probes.stream()
                .filter(probe -> probe.switchedOffBy().isEmpty())
                .forEach(probe -> needs.add(probe.stream().id(), probe.permissions()));
        feeds.stream()
                .filter(feed -> feed.switchedOffBy().isEmpty())
                .forEach(feed -> needs.add(feed.feed().id(), feed.feed().permissions()));
        return needs;
    }

    private LeastPermissions toChange() {
        LeastPermissions needs = toRead();
        changes.forEach(change -> needs.add(change.change(), change.permissions()));
        return needs;
    }

    private CapabilityStatus status(FeedProbe probe, Optional<Set<String>> granted) {
        String feed = probe.feed().id();
        Optional<String> switchedOffBy = probe.switchedOffBy();
        if (switchedOffBy.isPresent()) {
            List<Finding> findings = List.of(Findings.switchedOff("feed", feed, switchedOffBy.get()));
            return new CapabilityStatus(feed, Readiness.DEGRADED, findings);
        }
        Probing probing = new Probing(door, granted, probe.feed().permissions());
        probe.questions().accept(probing);
        return probing.status(feed);
    }

    private CapabilityStatus status(StreamProbe probe, Optional<Set<String>> granted) {
        String stream = probe.stream().id();
        Optional<String> switchedOffBy = probe.switchedOffBy();
        if (switchedOffBy.isPresent()) {
            List<Finding> findings = List.of(Findings.switchedOff("stream", stream, switchedOffBy.get()));
            return new CapabilityStatus(stream, Readiness.DEGRADED, findings);
        }
        Probing probing = new Probing(door, granted, probe.permissions());
        probe.questions().accept(probing);
        return probing.status(stream);
    }
}
