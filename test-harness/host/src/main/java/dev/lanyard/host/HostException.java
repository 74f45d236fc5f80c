package dev.lanyard.host;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The host cannot do what was asked, for reasons that a person can remedy. What a connector itself reports is a
 * {@link dev.lanyard.spi.error.ConnectorException} instead.
 *
 * <p>The message joins the messages of all {@linkplain #problems() problems}.
 */
public class HostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * Reports several problems at once.
     *
     * @param problems what is wrong, at least one
     */
    public HostException(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("there must be a problem");
        }
        this.problems = List.copyOf(problems);
    }

    /**
     * Reports one problem.
     *
     * @param message what went wrong and where
     * @param remedy what to do
     */
    public HostException(String message, String remedy) {
        this(message, remedy, null);
    }

    /**
     * Reports one problem and what caused it.
     *
     * @param message what went wrong and where
     * @param remedy what to do
     * @param cause for the log only, or null
     */
    public HostException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.of(new Problem(message, remedy));
    }

    /**
     * Everything that is wrong.
     *
     * @return at least one problem
     */
    public List<Problem> problems() {
        return problems;
    }
}
