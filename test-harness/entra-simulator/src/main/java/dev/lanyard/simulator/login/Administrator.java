package dev.lanyard.simulator.login;

import java.util.List;

/**
 * Who sits at the browser.
 *
 * @param id the object id of the account
 * @param name by which the account signs in
 * @param scopes the delegated permissions that the administrator consents to
 */
public record Administrator(String id, String name, List<String> scopes) {

    /** Keeps a copy. */
    public Administrator {
        scopes = List.copyOf(scopes);
    }
}
