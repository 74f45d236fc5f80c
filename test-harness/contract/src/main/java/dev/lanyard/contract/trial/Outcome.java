package dev.lanyard.contract.trial;

import dev.lanyard.contract.bed.TestBedException;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended: with a value, or with something thrown.
 *
 * @param value what it answered; empty if it threw
 * @param thrown what it threw; empty if it answered
 * @param <T> what it answers
 */
public record Outcome<T>(Optional<T> value, Optional<Throwable> thrown) {

    /**
     * Makes a call. What the suite itself cannot do is passed on: it says nothing of the connector.
     *
     * @param call the call; must not answer null
     * @param <T> what it answers
     * @return how it ended
     */
    public static <T> Outcome<T> of(Callable<T> call) {
        try {
            return new Outcome<>(Optional.of(call.call()), Optional.empty());
        } catch (RuleNotRun | TestBedException | UnsupportedOperationException notOfTheConnector) {
            throw notOfTheConnector;
        } catch (Exception | LinkageError | AssertionError failure) {
            return new Outcome<>(Optional.empty(), Optional.of(failure));
        }
    }

    /**
     * Whether the call was refused in a certain way.
     *
     * @param kind the way
     * @return true for a {@link ConnectorException} of that kind
     */
    public boolean refusedAs(ErrorKind kind) {
        return kind().filter(kind::equals).isPresent();
    }

    /**
     * What kind of trouble the call met.
     *
     * @return empty if it answered, or threw what no connector may throw
     */
    public Optional<ErrorKind> kind() {
        return thrown.filter(ConnectorException.class::isInstance).map(thrown -> ((ConnectorException) thrown).kind());
    }

    /**
     * Whether what was thrown says what to do.
     *
     * @return true for a {@link ConnectorException} with message and remedy
     */
    public boolean hasRemedy() {
        return thrown.filter(ConnectorException.class::isInstance)
                .map(thrown -> (ConnectorException) thrown)
                .filter(error -> !String.valueOf(error.getMessage()).isBlank()
                        && !error.remedy().isBlank())
                .isPresent();
    }

    /**
     * Tells how the call ended.
     *
     * @return one line
     */
    public String describe() {
        return thrown.map(Outcome::describe).orElse("it succeeded");
    }

    /**
     * Tells what was thrown.
     *
     * @param thrown what was thrown
     * @return kind and message, one line
     */
    public static String describe(@Nullable Throwable thrown) {
        if (thrown instanceof ConnectorException error) {
            return error.kind() + ": " + error.getMessage();
        }
        return String.valueOf(thrown);
    }
}
