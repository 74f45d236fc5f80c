package dev.lanyard.contract.bed;

/** The test bed itself failed, so that nothing can be said of the connector. */
public final class TestBedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what failed, and where
     */
    public TestBedException(String message) {
        super(message);
    }

    /**
     * Makes an exception.
     *
     * @param message what failed, and where
     * @param cause why
     */
    public TestBedException(String message, Throwable cause) {
        super(message, cause);
    }
}
