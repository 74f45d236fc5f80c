package dev.lanyard.entra.graph;

import dev.lanyard.entra.http.Patience;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Slows this connector down before Graph has to.
 *
 * <p>Graph's identity service lets an application spend a number of resource units in a tenant each ten seconds: 3,500,
 * 5,000 or 8,000, by the tenant's size. Neither the size nor what other instances of the application spend is known
 * beforehand, so both are learnt. What is spent in any ten seconds stays below a rate that starts just below the
 * smallest allowance. Every answer beyond 80 % of the allowance says how much of it is used; from the highest share of
 * a period follows whether there is room for more. A refusal lowers the rate at once. Since the start of Graph's
 * periods is not known either, a change of rate is judged by the second period after it, which is the first that lies
 * behind it in full.
 *
 * <p>Safe for use by many threads.
 *
 * @see "Microsoft Graph throttling limits, identity and access"
 */
final class ResourceBudget {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final long[] ALLOWANCES = {3_500, 5_000, 8_000};

    /** Of an allowance; the rest is for what is charged beyond an estimate. */
    private static final double FASTEST = 0.94;

    private static final double SLOWEST = 0.05;

    /** Beyond this share the next request may be the one that is refused. */
    private static final double NEARLY_ALL = 0.95;

    private static final double AFTER_REFUSAL = 0.7;
    private static final Duration BREATHER = Duration.ofMillis(500);

    /** Waits below this are not worth a word to the host. */
    private static final Duration NOTICEABLE = Duration.ofMillis(1);

    private final Pause pause;
    private final TimeMeter time;
    private final SlidingWindow window = new SlidingWindow(PERIOD);
    private int allowance;
    private double unitsPerPeriod = FASTEST * ALLOWANCES[0];
    private long closedUntil;
    private long periodStart;
    private boolean periodSettled;
    private double highestShare;
    private long spent;
    private boolean sharesAreTold;
    private boolean largestKnown;

    /** Waits, for a reason that the host hears. */
    interface Pause {
        void pause(Duration howLong, String reason);
    }

    @Inject
    ResourceBudget(Patience patience, TimeMeter time) {
        this((Pause) patience::pause, time);
    }

    ResourceBudget(Pause pause, TimeMeter time) {
        this.pause = pause;
        this.time = time;
        this.closedUntil = time.currentTimeNanos();
        this.periodStart = closedUntil;
    }

    /** Takes units out, and waits until they would be there. */
    void take(long units) {
        Duration throttled = startTaking();
        if (throttled.compareTo(NOTICEABLE) > 0) {
            pause.pause(throttled, "Microsoft Graph asks to slow down");
        }
        Duration overdraft = enter(units);
        if (overdraft.compareTo(NOTICEABLE) > 0) {
            pause.pause(overdraft, "keeping below Microsoft Graph's limit of resource units");
        }
    }

    private synchronized Duration enter(long units) {
        long now = time.currentTimeNanos();
        return Duration.ofNanos(window.enter(units, unitsPerPeriod, now) - now);
    }

    private synchronized Duration startTaking() {
        long now = time.currentTimeNanos();
        if (now - periodStart >= PERIOD.toNanos()) {
            endPeriod(now);
        }
        return Duration.ofNanos(closedUntil - now);
    }

    /** Corrects an estimate by what was really charged. */
    synchronized void settle(long taken, long charged) {
        spent += charged;
        window.correct(charged - taken);
    }

    /** Learns how much of the allowance is used up, by whomever; from 0.8 on, 1 is all of it. */
    synchronized void used(double share) {
        sharesAreTold = true;
        highestShare = Math.max(highestShare, share);
        if (share >= NEARLY_ALL) {
            close(BREATHER);
        }
    }

    /** Lets nobody send anything for a while: who sends on after a refusal is refused for longer. */
    synchronized void throttled(Duration retryAfter) {
        long now = time.currentTimeNanos();
        boolean first = closedUntil - now <= BREATHER.toNanos();
        close(retryAfter);
        if (!first) {
            return;
        }
        if (!sharesAreTold && allowance > 0) {
            // Nothing was said before the refusal, so that silence did not mean what it seemed to.
            allowance--;
            largestKnown = true;
        }
        spendAt(AFTER_REFUSAL * unitsPerPeriod);
        startPeriod(closedUntil);
    }

    private void close(Duration howLong) {
        long until = time.currentTimeNanos() + howLong.toNanos();
        closedUntil = until - closedUntil > 0 ? until : closedUntil;
    }

    private void endPeriod(long now) {
        boolean longAgo = now - periodStart >= 2 * PERIOD.toNanos();
        if (!periodSettled || longAgo) {
            startPeriod(now);
            periodSettled = !longAgo;
            return;
        }
        double whole = ALLOWANCES[allowance];
        boolean silent = highestShare == 0;
        if (silent && !largestKnown && allowance + 1 < ALLOWANCES.length && spent >= 0.85 * whole) {
            // Of the assumed allowance at least 85 % are spent and Graph says that it is not yet 80 %.
            allowance++;
        }
        if (highestShare < NEARLY_ALL) {
            spendAt(unitsPerPeriod + (highestShare < 0.85 ? 0.10 : 0.03) * ALLOWANCES[allowance]);
        }
        startPeriod(now);
    }

    private void startPeriod(long start) {
        periodStart = start;
        periodSettled = false;
        highestShare = 0;
        spent = 0;
    }

    private void spendAt(double units) {
        double whole = ALLOWANCES[allowance];
        unitsPerPeriod = Math.max(SLOWEST * whole, Math.min(FASTEST * whole, units));
    }

    /** Units each ten seconds, as far as is known now. */
    synchronized long rate() {
        return Math.round(unitsPerPeriod);
    }
}
