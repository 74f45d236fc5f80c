package dev.lanyard.entra.auth;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the login service refuses, as its own words tell.
 *
 * @param code the number after AADSTS, by which it names its reasons
 * @param traceId by which Microsoft finds the request
 */
record LoginReason(Optional<String> code, Optional<String> traceId) {

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");
    private static final Pattern TRACE_ID = Pattern.compile("Trace ID: ([0-9a-fA-F-]{36})");

    /** Finds the reason in what the service has answered, or in what the authentication library makes of it. */
    static LoginReason in(String text) {
        return new LoginReason(first(CODE, text), first(TRACE_ID, text));
    }

    /** The code as Microsoft writes it. */
    Optional<String> serviceCode() {
        return code.map(number -> "AADSTS" + number);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
