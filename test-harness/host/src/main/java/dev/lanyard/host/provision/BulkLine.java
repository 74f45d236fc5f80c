package dev.lanyard.host.provision;

import dev.lanyard.host.Problem;
import dev.lanyard.spi.provision.OperationId;
import java.util.List;
import java.util.Optional;

/**
 * A line of a file of changes, as far as it can be read without knowing the connector.
 *
 * @param number its number, from 1
 * @param form what is written there, or empty if that is no form
 * @param operation the operation id that the line gives itself, or empty
 * @param problems what is wrong; empty if there is a form
 */
record BulkLine(long number, Optional<ChangeForm> form, Optional<OperationId> operation, List<Problem> problems) {

    BulkLine {
        problems = List.copyOf(problems);
    }

    static BulkLine of(long number, ChangeForm form, Optional<OperationId> operation) {
        return new BulkLine(number, Optional.of(form), operation, List.of());
    }

    static BulkLine wrong(long number, List<Problem> problems) {
        return new BulkLine(number, Optional.empty(), Optional.empty(), problems);
    }
}
