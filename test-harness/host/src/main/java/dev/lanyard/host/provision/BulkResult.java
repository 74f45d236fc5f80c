package dev.lanyard.host.provision;

import dev.lanyard.host.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What a line of a file of changes came to.
 *
 * @param line its number, from 1
 * @param answer what came of it, or empty if nothing was asked for
 * @param problems why nothing was asked for; empty if there is an answer
 */
public record BulkResult(long line, Optional<Answer> answer, List<Problem> problems) {

    /** Keeps a copy. */
    public BulkResult {
        problems = List.copyOf(problems);
    }

    /**
     * Whether what the line asks for is so, or was planned.
     *
     * @return false if the line cannot be read, or what it asks for is not done
     */
    public boolean done() {
        return answer.filter(Answer::done).isPresent();
    }
}
