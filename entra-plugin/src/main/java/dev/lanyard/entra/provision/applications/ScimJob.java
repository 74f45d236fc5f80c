package dev.lanyard.entra.provision.applications;

import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import java.util.Optional;
import java.util.Set;

/**
 * A synchronization job of an application.
 *
 * @param application the id of the service principal
 * @param id the job's id
 * @param state Graph's word for what it does, such as {@code Active}
 */
record ScimJob(String application, String id, String state) {

    private static final PageReader READER = new PageReader(
            "synchronization jobs",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id")
                    .add(
                            ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "code")
                                    .build()),
                            "status")
                    .build(),
            Set.of());

    /** The first job of a list that has been set up, or empty. */
    static Optional<ScimJob> configured(String application, byte[] jobs) {
        return Facts.page(
                        READER,
                        jobs,
                        row -> new ScimJob(
                                application,
                                row.text("id"),
                                row.structure("status")
                                        .flatMap(status -> status.text("code"))
                                        .orElse("NotConfigured")))
                .stream()
                .filter(job -> !job.state().equals("NotConfigured"))
                .findFirst();
    }

    boolean isRunning() {
        return state.equals("Active");
    }

    boolean hasRun() {
        return !state.equals("NotRun");
    }
}
