package dev.lanyard.contract.bed;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A system that the suite may disturb: it makes faults, takes permissions away and tells what it really holds.
 *
 * <p>The settings that the connector under test is given must lead to this system, and nothing else may use it while
 * the suite runs. The suite calls one method at a time, from any thread, and puts everything back after each rule.
 *
 * <p>A test bed that lacks something throws an {@link UnsupportedOperationException} whose message says what; the rules
 * that need it are then reported as not run, with that message. Any other failure is a {@link TestBedException}.
 *
 * @see HttpTestBed for a system that speaks the admin protocol of the harness
 */
public interface TestBed {

    /**
     * Counts what has arrived since the last {@link #resetTraffic}.
     *
     * @return the counts, those of signing in left out
     */
    Traffic traffic();

    /** Starts counting anew. */
    void resetTraffic();

    /**
     * Replaces the faults that the system makes.
     *
     * @param faults the faults from now on; empty for none
     */
    void faults(List<Fault> faults);

    /** Makes every token that was issued so far invalid. */
    void expireTokens();

    /**
     * Decides what the connector is allowed to do; counts for tokens that are issued from now on.
     *
     * @param names the system's names of the permissions
     */
    void permit(Set<String> names);

    /**
     * Shows an empty tenant in place of the usual one, or the usual one again.
     *
     * @param empty whether to show the empty one
     */
    void showEmptyTenant(boolean empty);

    /**
     * Lets reads lag behind writes: what was written shows only after a while.
     *
     * @param howLong after how long; zero for at once
     */
    default void lag(Duration howLong) {
        throw new UnsupportedOperationException("its reads do not lag behind writes");
    }

    /**
     * Tells whether a password is the one of an account.
     *
     * @param account the account's id, as {@link Truth#objects()} names it
     * @param password the password to try
     * @return whether one could sign in with it
     */
    default boolean signsIn(String account, String password) {
        throw new UnsupportedOperationException("it signs nobody in");
    }

    /**
     * Tells in which ways the system can be changed: add, rename, move, disable, delete, restore, someone in and out, a
     * role, a licence, whatever there is in it.
     *
     * @return a few words for each; a restore comes some places after a deletion, or before all of them
     */
    default List<String> kindsOfChange() {
        throw new UnsupportedOperationException("it does not change what the system holds");
    }

    /**
     * Changes something for good. What it is follows from the kind and from how often this was called, so that two runs
     * of the suite over equal systems make equal changes.
     *
     * @param kind one of {@link #kindsOfChange}; nothing happens if there is nothing to change in this way
     */
    default void change(String kind) {
        throw new UnsupportedOperationException("it does not change what the system holds");
    }

    /**
     * Lets the system tell badly what happens in it: everything twice, and some of it late and so out of order.
     *
     * @param repeated whether everything is told twice
     * @param lateShare how much of it is told late, from 0 to 1
     * @param late how long after it happened that is
     */
    default void tellBadly(boolean repeated, double lateShare, Duration late) {
        throw new UnsupportedOperationException("it tells what happens once and at once");
    }

    /**
     * Tells what the system holds, independently of the calls that a connector makes.
     *
     * @return everything that is held now
     */
    Truth truth();
}
