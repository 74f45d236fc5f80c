package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a time that passes only while the budget waits. */
class ResourceBudgetTest {

    private static final int COST = 100;

    private final Time time = new Time();
    private final ResourceBudget budget = new ResourceBudget(time::pass, time);

    private static final class Time implements TimeMeter {
        private final List<String> waits = new ArrayList<>();
        private long nanos;

        private void pass(Duration howLong, String reason) {
            waits.add(reason);
            nanos += howLong.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** Graph's side: periods of ten seconds, in which another client spends evenly; shares told in tenths. */
    private final class Service {
        private final double allowance;
        private final double other;
        private final boolean tells;
        private long requests;
        private long refused;
        private long granted;
        private double own;
        private long period = -1;

        Service(double allowance, double shareOfOther, boolean tells) {
            this.allowance = allowance;
            this.other = shareOfOther;
            this.tells = tells;
        }

        void work(Duration howLong) {
            long end = time.nanos + howLong.toNanos();
            while (time.nanos < end) {
                budget.take(COST);
                requests++;
                long number = time.nanos / ResourceBudget.PERIOD.toNanos();
                own = number == period ? own + COST : COST;
                period = number;
                double elapsed = time.nanos % ResourceBudget.PERIOD.toNanos();
                double share = own / allowance + other * elapsed / ResourceBudget.PERIOD.toNanos();
                budget.settle(COST, COST);
                if (share > 1) {
                    refused++;
                    budget.throttled(Duration.ofSeconds((long) (10 - elapsed / 1e9) + 1));
                } else {
                    granted += COST;
                    if (share >= 0.8 && tells) {
                        budget.used(Math.round(10 * share) / 10.0);
                    }
                }
            }
        }

        double rate(Duration during) {
            return granted / (during.toNanos() / 1e10);
        }
    }

    @Test
    void alone_spendsNineTenthsOfTheAllowance_andIsNeverRefused() {
        Service service = new Service(3_500, 0, true);
        service.work(Duration.ofMinutes(10));

        assertThat(service.refused).isZero();
        assertThat(service.rate(Duration.ofMinutes(10))).isGreaterThan(0.9 * 3_500);
    }

    @Test
    void alone_learnsThatTheTenantIsLarge() {
        Service service = new Service(8_000, 0, true);
        service.work(Duration.ofMinutes(4));
        service.granted = 0;
        service.work(Duration.ofMinutes(10));

        assertThat(service.refused).isZero();
        assertThat(service.rate(Duration.ofMinutes(10))).isGreaterThan(0.9 * 8_000);
    }

    @Test
    void besideAnotherWhoTakesHalf_spendsNineTenthsOfTheRest_andIsHardlyEverRefused() {
        Service service = new Service(3_500, 0.5, true);
        service.work(Duration.ofMinutes(10));

        assertThat(service.refused).isLessThan(service.requests / 100);
        assertThat(service.rate(Duration.ofMinutes(10))).isGreaterThan(0.9 * 3_500 / 2);
    }

    @Test
    void whenTheOtherHasGone_takesWhatItLeft() {
        new Service(3_500, 0.5, true).work(Duration.ofMinutes(5));
        new Service(3_500, 0, true).work(Duration.ofMinutes(5));
        Service service = new Service(3_500, 0, true);
        service.work(Duration.ofMinutes(5));

        assertThat(service.refused).isZero();
        assertThat(service.rate(Duration.ofMinutes(5))).isGreaterThan(0.9 * 3_500);
    }

    @Test
    void sharesThatAreNeverTold_areNotTakenForRoom() {
        Service service = new Service(3_500, 0, false);
        service.work(Duration.ofMinutes(10));
        long refused = service.refused;
        service.work(Duration.ofMinutes(10));

        assertThat(service.refused).isEqualTo(refused);
        assertThat(budget.rate()).isBetween(3_150L, 3_500L);
    }

    @Test
    void throttled_holdsEveryoneBack() {
        budget.throttled(Duration.ofSeconds(7));
        budget.take(1);

        assertThat(time.waits).containsExactly("Microsoft Graph asks to slow down");
        assertThat(Duration.ofNanos(time.nanos)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void settle_givesBackWhatWasNotCharged_andTakesWhatWasChargedBeyond() {
        for (int i = 0; i < 100; i++) {
            budget.take(COST);
            budget.settle(COST, 0);
        }
        assertThat(time.waits).isEmpty();

        budget.take(1);
        budget.settle(1, 3_290);
        budget.take(1);
        assertThat(time.waits).containsExactly("keeping below Microsoft Graph's limit of resource units");
    }

    @Test
    void take_aSmallSync_doesNotWait_butNeverTwiceTheAllowanceInTenSeconds() {
        budget.take(3_200);
        assertThat(time.waits).isEmpty();

        time.nanos = Duration.ofSeconds(9).toNanos();
        budget.take(90);
        assertThat(time.waits).isEmpty();
        budget.take(1);
        assertThat(Duration.ofNanos(time.nanos)).isEqualTo(Duration.ofSeconds(10));
        budget.take(3_200);
        assertThat(Duration.ofNanos(time.nanos)).isEqualTo(Duration.ofSeconds(19));
    }
}
