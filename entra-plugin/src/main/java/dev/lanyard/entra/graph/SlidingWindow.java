package dev.lanyard.entra.graph;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the earliest time for each expense at which no period of a given length, wherever it starts, holds more than is
 * allowed. A token bucket either smooths every burst or allows twice its content in one period; this does neither. For
 * one thread at a time.
 */
final class SlidingWindow {

    private final long period;
    private final Deque<Expense> expenses = new ArrayDeque<>();
    private double total;

    SlidingWindow(Duration period) {
        this.period = period.toNanos();
    }

    private record Expense(long time, double units) {}

    /**
     * Enters an expense.
     *
     * @param units how much, more than the limit only if there is nothing else
     * @param limit what any period may hold
     * @param now in nanoseconds, on a clock that does not go back
     * @return from when on it may be made; never before an earlier one
     */
    long enter(long units, double limit, long now) {
        while (!expenses.isEmpty() && expenses.getFirst().time() <= now - period) {
            total -= expenses.removeFirst().units();
        }
        long time = expenses.isEmpty() ? now : Math.max(now, expenses.getLast().time());
        double within = total;
        for (Expense earlier : expenses) {
            boolean outside = earlier.time() <= time - period;
            if (!outside && within + units <= limit) {
                break;
            }
            within -= earlier.units();
            time = Math.max(time, earlier.time() + period);
        }
        expenses.addLast(new Expense(time, units));
        total += units;
        return time;
    }

    /** Takes back what was entered too much, or enters what was too little, with the latest expenses. */
    void correct(long units) {
        double rest = units;
        while (!expenses.isEmpty() && rest != 0) {
            Expense last = expenses.removeLast();
            double kept = Math.max(0, last.units() + rest);
            double changed = kept - last.units();
            rest -= changed;
            total += changed;
            if (kept > 0) {
                expenses.addLast(new Expense(last.time(), kept));
            }
        }
    }
}
