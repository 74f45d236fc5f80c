package dev.lanyard.entra.http;

import java.io.IOException;

/** A redirect where none belongs. Following it could carry a secret to another host. */
public final class RedirectedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Without the address, which is not to be trusted either. */
    public RedirectedException() {
        super("redirected");
    }
}
