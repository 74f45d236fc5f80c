package dev.lanyard.contract.bed;

import java.util.Map;
import java.util.TreeMap;

/**
 * Something that the system does wrong on purpose. Without further ado it happens to every call, for good.
 *
 * @param endpoint method and path of the calls it happens to, as {@link Traffic#endpoints()} names them,
 *     {@link #EVERYWHERE}, or {@link #SIGN_IN}
 * @param kind what happens
 * @param details numbers and texts that the kind needs, {@code skip} and {@code count} among them
 */
public record Fault(String endpoint, Kind kind, Map<String, Object> details) {

    /** Every call; whether signing in is one of them is up to the test bed. */
    public static final String EVERYWHERE = "*";

    /** The call that signs in and gets a token. */
    public static final String SIGN_IN = "POST /login";

    /** Keeps a sorted copy. */
    public Fault {
        details = Map.copyOf(new TreeMap<>(details));
    }

    /** What can happen to a call. */
    public enum Kind {
        /** The answer is an error with the status {@code status}. */
        STATUS("status"),
        /** The answer is 429, to be tried again after {@code retryAfterSeconds}. */
        THROTTLE("throttle"),
        /** The answer comes after {@code delayMillis}. */
        DELAY("delay"),
        /** The connection ends without an answer, and nothing is done. */
        DROP("drop"),
        /** What is asked for is done, then the connection ends without an answer. */
        DROP_AFTER("dropAfter"),
        /** The answer's body ends too early. */
        TRUNCATE("truncate"),
        /** The answer's body is not in the form that it should have. */
        MALFORMED("malformed"),
        /** The answer is a web page with status 200, as from a proxy on the way. */
        CONTENT_TYPE("contentType"),
        /** The answer sends the caller to {@code location}. */
        REDIRECT("redirect"),
        /** The answer's next page is said to be at {@code location}. */
        FOREIGN_NEXT_LINK("foreignNextLink"),
        /** The answer is an empty page that has a next page, which is the one asked for. */
        EMPTY_PAGE("emptyPage");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * The kind's name in the admin protocol.
         *
         * @return one word in camel case
         */
        public String word() {
            return word;
        }
    }

    /**
     * Makes a fault that happens to every call.
     *
     * @param kind what happens
     * @return the fault
     */
    public static Fault of(Kind kind) {
        return new Fault(EVERYWHERE, kind, Map.of());
    }

    /**
     * Lets it happen to one endpoint only.
     *
     * @param where method and path
     * @return a changed copy
     */
    public Fault on(String where) {
        return new Fault(where, kind, details);
    }

    /**
     * Ends it after a number of calls.
     *
     * @param count how many calls it happens to
     * @return a changed copy
     */
    public Fault times(int count) {
        return with("count", count);
    }

    /**
     * Lets calls pass before it begins.
     *
     * @param skip how many calls pass
     * @return a changed copy
     */
    public Fault after(int skip) {
        return with("skip", skip);
    }

    /**
     * Adds a detail that the kind needs.
     *
     * @param name the detail's name
     * @param value a number or a text
     * @return a changed copy
     */
    public Fault with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(details);
        more.put(name, value);
        return new Fault(endpoint, kind, more);
    }
}
