package dev.lanyard.entra.auth;

/** The login service refuses, in words of its own, which {@link SignInFailure} reads and nobody else sees. */
final class LoginRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    LoginRefusedException(String description) {
        super(description, null, false, false);
    }
}
