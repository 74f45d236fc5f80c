package dev.lanyard.entra.graph;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Sends one write: again while Graph throttles it, and after a lost answer only where that can do no harm.
 *
 * <p>A throttled call was not carried out, nor one that never reached Graph. After anything else that is no clear
 * answer (a broken connection, a server's error) it may have been.
 */
final class WriteSender {

    private final EntraSettings settings;
    private final GraphConnection connection;
    private final GraphErrors errors;
    private final Retries retries;

    @Inject
    WriteSender(EntraSettings settings, GraphConnection connection, GraphErrors errors, Retries retries) {
        this.settings = settings;
        this.connection = connection;
        this.errors = errors;
        this.retries = retries;
    }

    WriteReply send(GraphWrite write) {
        return new OneWrite(write).send();
    }

    /** One write on its way to an answer. */
    private final class OneWrite {
        private final GraphWrite write;
        private final Endpoint endpoint;
        private final long estimate;
        private boolean inDoubt;

        OneWrite(GraphWrite write) {
            this.write = write;
            this.endpoint = Endpoint.of(write.request(settings.graphBase()), settings.graphBase());
            this.estimate = ResourceUnits.estimate(endpoint);
        }

        WriteReply send() {
            try {
                return retries.run(this::attempt);
            } catch (ConnectorException unanswered) {
                if (unanswered.kind() == ErrorKind.CANCELLED && !inDoubt) {
                    throw unanswered;
                }
                return WriteReply.lost(inDoubt, unanswered);
            }
        }

        private WriteReply attempt(int number) {
            try {
                Answer answer = connection.send(
                        write.request(settings.graphBase()), endpoint, estimate, number > 0, new RunningCost());
                if (answer.succeeded()) {
                    return WriteReply.of(answer, inDoubt, Optional.empty());
                }
                RuntimeException explained = errors.explain(endpoint, answer);
                if (explained instanceof ConnectorException refusal) {
                    return WriteReply.of(answer, inDoubt, Optional.of(refusal));
                }
                throw explained;
            } catch (PassingTrouble trouble) {
                inDoubt |= trouble.mayHaveBeenDone();
                if (inDoubt && write.repeating() == GraphWrite.Repeating.HARMFUL) {
                    throw trouble.failure();
                }
                throw trouble;
            } catch (ConnectorException failure) {
                // Cancelled with the call under way: nobody knows.
                inDoubt |= failure.kind() == ErrorKind.CANCELLED;
                throw failure;
            }
        }
    }
}
