package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.fresh.FreshTask;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Sample;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What happens between two syncs is told once, soon, and to whoever may know. */
public final class FeedRules {

    private static final int IDLE_POLLS = 12;
    private static final int MOST_PROBES = 5;
    private static final Duration LATE = Duration.ofMillis(700);
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

    /** The cursor is all that a platform keeps of a feed. */
    @Rule(
            number = 701,
            sentence =
                    "A feed ends where nothing more has happened; its cursor does not grow while nothing happens, and"
                            + " from any of its cursors another process goes on without a gap. Without feeds, any is refused"
                            + " as UNSUPPORTED.",
            testBed = Bed.HELPS)
    public void feedsGoOnAndEnd(Trial trial) {
        List<FeedDescriptor> ready = readyOrRefused(trial);
        List<String> wrong = new ArrayList<>();
        Map<FeedDescriptor, FeedWalk> piecemeals = new LinkedHashMap<>();
        boolean anyTold = false;
        Instant start = Instant.now();
        changeEverything(trial);
        for (FeedDescriptor feed : ready) {
            boolean provoked = trial.subject().testBed().isPresent() && isOfChanges(feed);
            FeedStart from = provoked ? new FeedStart.Since(start) : Feeds.EVER;
            FeedWalk straight;
            try (OpenConnector open = trial.open()) {
                straight = FeedWalk.with(open, feed.id(), from, SyncRequest.MAX_PAGE_SIZE);
                requireIdle(wrong, open, feed, straight);
            }
            anyTold |= !straight.told().isEmpty();
            FeedWalk piecemeal =
                    FeedWalk.afresh(trial, feed.id(), from, trial.subject().pageSize());
            compare(wrong, feed, "read by a fresh plugin page by page", straight.told(), piecemeal.told());
            piecemeals.put(feed, piecemeal);
        }
        requireReplayed(wrong, trial, piecemeals);
        RuleBroken.ifAny(wrong);
        requireAnyReady(trial, ready);
        if (!ready.isEmpty() && !anyTold) {
            throw new RuleNotRun("the feeds tell nothing of the test tenant; a test bed could change it");
        }
    }

    /** Nothing happens any more: polled on and on, the feed stays silent and its cursor as long as it is. */
    private static void requireIdle(List<String> wrong, OpenConnector open, FeedDescriptor feed, FeedWalk straight) {
        FeedStart.After from = straight.end();
        for (int poll = 0; poll < IDLE_POLLS; poll++) {
            FeedWalk idle = FeedWalk.with(open, feed.id(), from, SyncRequest.MAX_PAGE_SIZE);
            List<String> again = new ArrayList<>(idle.told());
            again.retainAll(straight.told());
            if (!again.isEmpty()) {
                wrong.add("the feed '" + feed.id() + "' was read to its end, and then told again: " + again);
                return;
            }
            from = idle.end();
        }
        int before = straight.end().cursor().value().length();
        int after = from.cursor().value().length();
        if (after > before) {
            wrong.add("the cursor of the feed '" + feed.id() + "' grows while nothing happens: from " + before + " to "
                    + after + " characters in " + IDLE_POLLS + " polls");
        }
    }

    /** A fresh JVM that is given nothing but settings and a cursor reads the same page. */
    private static void requireReplayed(List<String> wrong, Trial trial, Map<FeedDescriptor, FeedWalk> walks) {
        List<FreshTask.FeedProbe> probes = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        walks.forEach((feed, walk) -> {
            for (int page :
                    Sample.of(IntStream.range(0, walk.pages().size()).boxed().toList(), MOST_PROBES)) {
                if (walk.pages().get(page) instanceof FeedStart.After after) {
                    probes.add(new FreshTask.FeedProbe(feed.id(), after.cursor().value()));
                    expected.add(walk.byPage().get(page));
                }
            }
        });
        if (probes.isEmpty()) {
            return;
        }
        List<String> again = trial.readFeedsElsewhere(probes);
        for (int i = 0; i < probes.size(); i++) {
            List<String> missing = new ArrayList<>(expected.get(i));
            missing.removeAll(List.of(again.get(i).split(", ", -1)));
            if (!missing.isEmpty()) {
                wrong.add("the feed '" + probes.get(i).feed() + "', gone on with in a fresh JVM, tells [" + again.get(i)
                        + "] and not [" + expected.get(i) + "]");
            }
        }
    }

    /** Logs are merged from many machines: they come late, twice and out of order. */
    @Rule(
            number = 702,
            sentence = "What the system tells late, twice and out of order is told once, and nothing of it is lost.",
            testBed = Bed.REQUIRED)
    public void lateAndRepeatedEventsAreToldOnce(Trial trial) {
        List<FeedDescriptor> ready =
                readyOrRefused(trial).stream().filter(FeedRules::isOfChanges).toList();
        if (trial.descriptor().feeds().isEmpty()) {
            return;
        }
        requireAnyReady(trial, ready);
        trial.buildsUpon(701);
        TestBed bed = trial.bed();
        List<String> wrong = new ArrayList<>();
        for (FeedDescriptor feed : ready) {
            FeedStart from = new FeedStart.Since(Instant.now());
            List<String> told = new ArrayList<>();
            try (OpenConnector open = trial.open()) {
                bed.tellBadly(true, 0.5, LATE);
                FeedStart next = from;
                for (String kind : bed.kindsOfChange()) {
                    bed.change(kind);
                    next = poll(open, feed, trial, next, told);
                }
                trial.changed();
                Instant allTold = Instant.now().plus(LATE).plus(BETWEEN_POLLS);
                while (Instant.now().isBefore(allTold)) {
                    pause();
                    next = poll(open, feed, trial, next, told);
                }
                poll(open, feed, trial, next, told);
            } finally {
                bed.tellBadly(false, 0, Duration.ZERO);
            }
            try (OpenConnector open = trial.open()) {
                List<String> expected = FeedWalk.with(open, feed.id(), from, SyncRequest.MAX_PAGE_SIZE)
                        .told();
                if (expected.isEmpty()) {
                    wrong.add("the feed '" + feed.id() + "' tells nothing of any change: " + bed.kindsOfChange());
                }
                compare(wrong, feed, "told late and twice", expected, told);
            }
        }
        RuleBroken.ifAny(wrong);
    }

    /** Silence must mean that nothing happens, and nothing else. */
    @Rule(
            number = 703,
            sentence =
                    "A feed that a setting switches off is refused as CONFIGURATION, naming the setting, and one that"
                            + " is not permitted as PERMISSION, naming the permission.",
            testBed = Bed.HELPS)
    public void silentFeedsSayWhy(Trial trial) {
        List<FeedDescriptor> ready = readyOrRefused(trial);
        List<String> wrong = new ArrayList<>();
        if (!trial.descriptor().feeds().isEmpty()) {
            requireSwitchNamed(wrong, trial);
        }
        if (!ready.isEmpty() && trial.subject().testBed().isPresent()) {
            requirePermissionNamed(wrong, trial, ready);
        }
        RuleBroken.ifAny(wrong);
        requireAnyReady(trial, ready);
    }

    private static void requireSwitchNamed(List<String> wrong, Trial trial) {
        requireSwitchNamed(wrong, trial, trial.subject().settings());
        for (ConfigField field : trial.descriptor().schema().fields()) {
            if (field.type() instanceof FieldType.Flag) {
                Map<String, String> settings = new HashMap<>(trial.subject().settings());
                String now =
                        settings.getOrDefault(field.name(), field.defaultValue().orElse("false"));
                settings.put(field.name(), String.valueOf(!Boolean.parseBoolean(now)));
                requireSwitchNamed(wrong, trial, settings);
            }
        }
    }

    private static void requireSwitchNamed(List<String> wrong, Trial trial, Map<String, String> settings) {
        Outcome<OpenConnector> opened = Outcome.of(() -> trial.open(trial.plugin(), settings));
        if (opened.value().isEmpty()) {
            // Another setting forbids this one.
            return;
        }
        try (OpenConnector open = opened.value().get()) {
            for (CapabilityStatus status : open.connector().check().feeds()) {
                Feeds.switchOf(trial, status)
                        .ifPresent(name -> requireRefusal(
                                wrong,
                                "the feed '" + status.capability() + "' is switched off by " + name,
                                Outcome.of(() -> open.connector().events(status.capability(), Feeds.EVER, 1)),
                                ErrorKind.CONFIGURATION,
                                List.of(name)));
            }
        }
    }

    private static void requirePermissionNamed(List<String> wrong, Trial trial, List<FeedDescriptor> feeds) {
        Set<String> all = CheckingRules.everyPermission(trial.descriptor());
        TestBed bed = trial.bed();
        try {
            for (FeedDescriptor feed : feeds) {
                for (Permission permission : feed.permissions()) {
                    if (permission.optional()) {
                        continue;
                    }
                    Set<String> others = new HashSet<>(all);
                    permission.anyOf().forEach(others::remove);
                    bed.permit(others);
                    bed.expireTokens();
                    try (OpenConnector open = trial.open()) {
                        Outcome<EventPage> page =
                                Outcome.of(() -> open.connector().events(feed.id(), Feeds.EVER, 1));
                        requireRefusal(
                                wrong,
                                "the feed '" + feed.id() + "' is not permitted",
                                page,
                                ErrorKind.PERMISSION,
                                permission.anyOf());
                    }
                }
            }
        } finally {
            bed.permit(all);
            bed.expireTokens();
        }
    }

    private static void requireRefusal(
            List<String> wrong, String why, Outcome<EventPage> page, ErrorKind kind, List<String> names) {
        String said = page.describe();
        if (!page.refusedAs(kind) || names.stream().noneMatch(said::contains)) {
            wrong.add(why + ", and must be refused as " + kind + ", naming " + String.join(" or ", names) + ", but: "
                    + (page.value().isPresent()
                            ? "it answered a page of "
                                    + page.value().get().events().size() + " events"
                            : said));
        }
    }

    /** The feeds to examine; if there are none, that any is refused has been asserted. */
    private static List<FeedDescriptor> readyOrRefused(Trial trial) {
        RuleBroken.ifAny(trial.descriptor().feeds().isEmpty() ? Feeds.notAsPromised(trial) : List.of());
        return Feeds.ready(trial);
    }

    /** Where every feed is switched off or blocked, nothing was seen of any. */
    private static void requireAnyReady(Trial trial, List<FeedDescriptor> ready) {
        if (ready.isEmpty() && !trial.descriptor().feeds().isEmpty()) {
            throw new RuleNotRun("none of the feeds that this is about is ready, by what check() says of them");
        }
    }

    private static boolean isOfChanges(FeedDescriptor feed) {
        return feed.content() == FeedDescriptor.Content.CHANGES;
    }

    private static void changeEverything(Trial trial) {
        if (trial.subject().testBed().isPresent() && !trial.descriptor().feeds().isEmpty()) {
            TestBed bed = trial.bed();
            bed.kindsOfChange().forEach(bed::change);
            trial.changed();
        }
    }

    private static FeedStart poll(
            OpenConnector open, FeedDescriptor feed, Trial trial, FeedStart from, List<String> told) {
        FeedWalk walk = FeedWalk.with(open, feed.id(), from, trial.subject().pageSize());
        told.addAll(walk.told());
        return walk.end();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_POLLS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for late events", e);
        }
    }

    private static void compare(
            List<String> wrong, FeedDescriptor feed, String how, List<String> expected, List<String> told) {
        Set<String> once = new LinkedHashSet<>(told);
        if (once.size() < told.size()) {
            List<String> repeated = new ArrayList<>(told);
            once.forEach(repeated::remove);
            wrong.add("the feed '" + feed.id() + "', " + how + ", told more than once: " + repeated);
        }
        Set<String> missing = new LinkedHashSet<>(expected);
        missing.removeAll(once);
        if (!missing.isEmpty()) {
            wrong.add("the feed '" + feed.id() + "', " + how + ", did not tell: " + missing);
        }
    }
}
