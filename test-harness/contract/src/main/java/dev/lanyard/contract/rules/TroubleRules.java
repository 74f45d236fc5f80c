package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.bed.Traffic;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.Differences;
import dev.lanyard.contract.walk.PageReader;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Trouble that a connector has to get over by itself, or to tell of. */
public final class TroubleRules {

    private static final int RETRY_AFTER_SECONDS = 1;

    /** A connector that does not wait makes it worse for everyone. */
    @Rule(
            number = 501,
            sentence = "A throttled call is made again no sooner than the system said, and not many times over; the"
                    + " records, or what becomes of a change, are the same.",
            testBed = Bed.REQUIRED)
    public void throttlingIsHeeded(Trial trial) {
        RecordedWalk expected = trial.walk();
        long usual = usualTraffic(trial).requests();
        trial.bed()
                .faults(List.of(Fault.of(Kind.THROTTLE)
                        .with("retryAfterSeconds", RETRY_AFTER_SECONDS)
                        .after(1)
                        .times(1)));
        trial.bed().resetTraffic();
        long start = System.nanoTime();
        RecordedWalk actual = walk(trial);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Traffic traffic = trial.bed().traffic();
        if (traffic.throttled() == 0) {
            throw new RuleNotRun("the test bed throttled nothing");
        }
        List<String> wrong = new ArrayList<>(differences(expected, actual, "throttled once, records are "));
        if (took.compareTo(Duration.ofSeconds(RETRY_AFTER_SECONDS)) < 0) {
            wrong.add("told to wait for " + RETRY_AFTER_SECONDS + " s, it was done with everything after "
                    + took.toMillis() + " ms");
        }
        if (traffic.requests() > usual + 2 * traffic.throttled()) {
            wrong.add("throttled " + traffic.throttled() + " times, it made " + traffic.requests()
                    + " requests instead of " + usual);
        }
        RuleBroken.ifAny(wrong);
        trial.bed().faults(List.of());
        RuleBroken.ifAny(TroubledWrites.in(trial, writes -> writes.throttle(RETRY_AFTER_SECONDS)));
    }

    /** What a system answers in trouble must not be taken for data, nor for the end of data. */
    @Rule(
            number = 502,
            sentence =
                    "Server errors, dropped connections, slow answers, truncated or malformed bodies and web pages in"
                            + " place of data, on any call, lead to the same records or to UNAVAILABLE with a remedy; never to"
                            + " fewer records, nor to a change that is said to be done and is not.",
            testBed = Bed.REQUIRED)
    public void troubleLeavesNoGap(Trial trial) {
        RecordedWalk expected = trial.walk();
        Set<String> endpoints = usualTraffic(trial).endpoints().keySet();
        List<String> wrong = new ArrayList<>();
        for (Fault fault : List.of(
                Fault.of(Kind.STATUS).with("status", 503),
                Fault.of(Kind.STATUS).with("status", 500),
                Fault.of(Kind.DROP),
                Fault.of(Kind.DELAY).with("delayMillis", 50),
                Fault.of(Kind.TRUNCATE),
                Fault.of(Kind.MALFORMED),
                Fault.of(Kind.CONTENT_TYPE))) {
            for (int passing = 0; passing < 2; passing++) {
                Fault once = fault.after(passing).times(1);
                trial.bed()
                        .faults(Stream.concat(endpoints.stream(), Stream.of(Fault.SIGN_IN))
                                .map(once::on)
                                .toList());
                String when = describe(fault) + " on call " + (passing + 1) + " of each kind: ";
                requireSameOrUnavailable(wrong, trial, expected, when);
            }
        }
        Fault lasting = Fault.of(Kind.STATUS).with("status", 503);
        trial.bed().faults(endpoints.stream().map(lasting::on).toList());
        requireSameOrUnavailable(wrong, trial, expected, "status 503 on every call: ");
        trial.bed().faults(List.of());
        RuleBroken.ifAny(wrong);
        RuleBroken.ifAny(TroubledWrites.in(trial, TroubleRules::spoilWrites));
    }

    private static void spoilWrites(TroubledWrites writes) {
        for (Fault fault : List.of(
                Fault.of(Kind.STATUS).with("status", 503),
                Fault.of(Kind.DROP),
                Fault.of(Kind.DROP_AFTER),
                Fault.of(Kind.TRUNCATE),
                Fault.of(Kind.MALFORMED),
                Fault.of(Kind.CONTENT_TYPE))) {
            writes.failOnce(fault, describe(fault) + " on each call: ");
        }
        writes.failForLong(Fault.of(Kind.STATUS).with("status", 503), "status 503 on every write: ");
    }

    private static String describe(Fault fault) {
        Object status = fault.details().get("status");
        return fault.kind().word() + (status == null ? "" : " " + status);
    }

    private static void requireSameOrUnavailable(List<String> wrong, Trial trial, RecordedWalk expected, String when) {
        Outcome<RecordedWalk> outcome = Outcome.of(() -> walkAtOnce(trial));
        if (outcome.value().isPresent()) {
            wrong.addAll(differences(expected, outcome.value().get(), when));
        } else if (!outcome.refusedAs(ErrorKind.UNAVAILABLE) || !outcome.hasRemedy()) {
            wrong.add(
                    when + "must lead to the same records or to UNAVAILABLE with a remedy, but: " + outcome.describe());
        }
    }

    /** Tokens live for an hour, syncs for longer. */
    @Rule(
            number = 503,
            sentence = "A token that expires in the middle of a read, or between changes, is renewed, once, and the"
                    + " records, or what becomes of a change, are the same.",
            testBed = Bed.REQUIRED)
    public void expiredTokenIsRenewedOnce(Trial trial) {
        TestBed bed = trial.bed();
        RecordedWalk expected = trial.walk();
        try (OpenConnector open = trial.open()) {
            int[] pages = {0};
            PageReader reader = (partition, cursor) -> {
                if (++pages[0] == 2) {
                    bed.expireTokens();
                    // One renewal passes; a second would find the login closed.
                    bed.faults(List.of(Fault.of(Kind.STATUS)
                            .with("status", 503)
                            .on(Fault.SIGN_IN)
                            .after(1)));
                }
                return open.connector().read(partition, cursor);
            };
            Outcome<RecordedWalk> outcome = Outcome.of(
                    () -> open.walker(reader).walk(open.plan(trial.subject().pageSize())));
            if (pages[0] < 2) {
                throw new RuleNotRun("there is only one page to read");
            }
            if (outcome.thrown().isPresent()) {
                throw new RuleBroken("after its token had expired, reading failed: " + outcome.describe());
            }
            RuleBroken.ifAny(
                    differences(expected, outcome.value().orElseThrow(), "after a token expired, records are "));
        }
        bed.faults(List.of());
        RuleBroken.ifAny(TroubledWrites.in(trial, TroubledWrites::expireTokens));
    }

    private static Traffic usualTraffic(Trial trial) {
        trial.bed().resetTraffic();
        walk(trial);
        return trial.bed().traffic();
    }

    private static RecordedWalk walk(Trial trial) {
        try (OpenConnector open = trial.open()) {
            return open.walk(trial.subject().pageSize());
        }
    }

    /** Every partition on a thread of its own, so that their waits pass at the same time. */
    private static RecordedWalk walkAtOnce(Trial trial) {
        try (OpenConnector open = trial.open()) {
            return open.walker(open.connector()::read)
                    .walkAtOnce(open.plan(trial.subject().pageSize()));
        }
    }

    private static List<String> differences(RecordedWalk expected, RecordedWalk actual, String prefix) {
        return Differences.between(expected.digests(), actual.digests()).describe().stream()
                .map(line -> prefix + line)
                .toList();
    }
}
