package dev.lanyard.host.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.sync.Fall;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.SkippedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a check or a sync says about a connector.
 *
 * @param state connected, degraded or failed
 * @param problems why, and what to do; empty if connected
 */
record Verdict(ConnectorState state, List<Problem> problems) {

    private static final Verdict CONNECTED = new Verdict(ConnectorState.CONNECTED, List.of());

    Verdict {
        Objects.requireNonNull(state, "state");
        problems = List.copyOf(problems);
    }

    /** It works, but for this. */
    static Verdict degraded(Problem problem) {
        return new Verdict(ConnectorState.DEGRADED, List.of(problem));
    }

    /** What cannot be changed does not count: a platform that only reads need not be permitted more. */
    static Verdict of(CheckReport report) {
        List<CapabilityStatus> wrong = report.capabilities().stream()
                .filter(status -> status.readiness() != Readiness.READY && status.readiness() != Readiness.OFF)
                .toList();
        if (wrong.isEmpty()) {
            return CONNECTED;
        }
        boolean nothingWorks = report.capabilities().stream()
                .filter(status -> status.readiness() != Readiness.OFF)
                .allMatch(status -> status.readiness() == Readiness.BLOCKED);
        List<Problem> problems = wrong.stream()
                .flatMap(status -> status.findings().stream())
                .map(finding -> new Problem(finding.message(), finding.remedy()))
                .distinct()
                .toList();
        return new Verdict(nothingWorks ? ConnectorState.FAILED : ConnectorState.DEGRADED, problems);
    }

    /** Empty for a sync that was stopped by whoever runs it, which says nothing about the connector. */
    static Optional<Verdict> of(SyncOutcome outcome) {
        return switch (outcome.result()) {
            case CANCELLED -> Optional.empty();
            case FAILED -> Optional.of(of(outcome.failure().orElseThrow()));
            case HELD -> Optional.of(degraded(held(outcome)));
            case COMPLETED, ACCEPTED -> Optional.of(read(outcome));
        };
    }

    /** What is rightly left out, as a setting says, is nothing that should have been read. */
    private static Verdict read(SyncOutcome outcome) {
        List<Problem> problems = new ArrayList<>();
        outcome.report()
                .notices()
                .forEach((stream, notices) -> notices.forEach(
                        notice -> problems.add(new Problem(stream + ": " + notice.message(), notice.remedy()))));
        outcome.report()
                .skipped()
                .forEach((stream, reasons) -> Optional.ofNullable(reasons.get(SkippedRow.MALFORMED))
                        .ifPresent(count -> problems.add(new Problem(
                                stream + ": rows could not be understood and were left out: " + count,
                                "correct these rows in the system itself; the store tells which"))));
        return problems.isEmpty() ? CONNECTED : new Verdict(ConnectorState.DEGRADED, problems);
    }

    private static Problem held(SyncOutcome outcome) {
        String falls = outcome.falls().stream().map(Verdict::text).collect(Collectors.joining(", "));
        return new Problem(
                "what was read is held back, as far less was seen than before: " + falls,
                "find out what the connector may no longer see and sync again, or sync with --accept-fall");
    }

    private static String text(Fall fall) {
        return fall.kind() + " " + fall.before() + " before, " + fall.after() + " now";
    }

    static String numbers(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    static Verdict of(RuntimeException failure) {
        return new Verdict(ConnectorState.FAILED, problems(failure));
    }

    private static List<Problem> problems(RuntimeException failure) {
        if (failure instanceof HostException host) {
            return host.problems();
        }
        if (failure instanceof ConnectorException connector) {
            return List.of(new Problem(String.valueOf(connector.getMessage()), connector.remedy()));
        }
        // Its message is not written for people, and may hold anything.
        return List.of(new Problem(
                "unexpected " + failure.getClass().getSimpleName(),
                "run it again with LANYARD_LOG_LEVEL=debug, and report what that says"));
    }

    /** The worse of two, or this one if they are alike. */
    Verdict or(Verdict other) {
        return other.state.compareTo(state) > 0 ? other : this;
    }

    /** One line; the log has them all. */
    String reason() {
        if (problems.isEmpty()) {
            return "everything can be read";
        }
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more, see its log)" : "";
        return problems.get(0).message() + more;
    }

    String remedy() {
        return problems.isEmpty() ? "" : problems.get(0).remedy();
    }
}
