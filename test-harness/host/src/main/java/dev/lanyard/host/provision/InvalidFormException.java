package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import java.util.List;

/** What was written down cannot be a change of this connector's, whatever the system holds. */
public final class InvalidFormException extends HostException {

    private static final long serialVersionUID = 1L;

    /**
     * Reports everything that is wrong.
     *
     * @param problems at least one
     */
    public InvalidFormException(List<Problem> problems) {
        super(problems);
    }

    /**
     * Reports one problem.
     *
     * @param message what is wrong
     * @param remedy what to do
     */
    public InvalidFormException(String message, String remedy) {
        super(message, remedy);
    }
}
