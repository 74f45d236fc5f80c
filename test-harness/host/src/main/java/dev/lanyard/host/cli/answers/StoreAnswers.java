package dev.lanyard.host.cli.answers;

import dev.lanyard.host.HostException;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import java.nio.file.Path;

/** Opens what was synced, for the commands that answer from it. */
final class StoreAnswers {

    private StoreAnswers() {}

    /**
     * Opens the last complete generation; the caller closes it.
     *
     * @throws HostException if there is none
     */
    static StoreReader open(Path file) {
        return Store.open(file)
                .read()
                .orElseThrow(() -> new HostException(
                        "the store " + file + " holds no completed sync",
                        "run 'lanyard sync --store " + file + "' first"));
    }
}
