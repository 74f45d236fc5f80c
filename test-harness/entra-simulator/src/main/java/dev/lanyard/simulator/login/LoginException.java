package dev.lanyard.simulator.login;

/** A login that is refused, in Microsoft's words. */
final class LoginException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final int code;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     * @param error OAuth's name of the error, such as {@code invalid_client}
     * @param code the number after AADSTS
     * @param message what is wrong, without the number
     */
    LoginException(int status, String error, int code, String message) {
        super("AADSTS" + code + ": " + message, null, false, false);
        this.status = status;
        this.error = error;
        this.code = code;
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    int code() {
        return code;
    }
}
