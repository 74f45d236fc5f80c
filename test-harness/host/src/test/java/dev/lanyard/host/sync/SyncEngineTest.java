package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.keys;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncEngineTest {

    @TempDir
    private Path folder;

    @Test
    void run_completesAndExportsInOrderOfKeys() {
        Store store = store("a.db");
        PagedConnector connector = PagedConnector.empty()
                .page("groups", in("g", "u2"), in("g", "u1"))
                .page("groups", membership("g"), group("g"), nested("g", "h"))
                .page("accounts", user("u2"))
                .page("accounts", user("u1"));
        SyncOutcome outcome = sync(connector, store);
        assertThat(outcome.result()).isEqualTo(SyncOutcome.Result.COMPLETED);
        assertThat(keys(store))
                .containsExactly(
                        "group/g",
                        "user/u1",
                        "user/u2",
                        "group/g#member",
                        "group/g#member@group/h",
                        "group/g#member@user/u1",
                        "group/g#member@user/u2");
        assertThat(outcome.counts()).containsEntry("user", 2L).containsEntry("group#member", 3L);
        assertThat(outcome.streams())
                .hasEntrySatisfying(
                        "groups", effort -> assertThat(effort.requests()).isEqualTo(2));
        assertThat(outcome.report().skipped()).containsEntry("accounts", new TreeMap<>(Map.of("malformed", 1L)));
        assertThat(export(store).get(1)).contains("userPrincipalName").doesNotContain("generation");
    }

    private Store store(String name) {
        return Store.open(folder.resolve(name));
    }
}
