package dev.lanyard.host.sync;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.gone;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredChange;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sync has changed is told, however it was read. */
class LatestChangesTest {

    private static final SyncOptions WHOLE = OPTIONS.withMode(SyncMode.FULL);

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("tenant.db"));
    }

    private static PagedConnector before() {
        return PagedConnector.empty()
                .page("people", user("u1"), user("u2"), user("u3"))
                .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u2"))
                .page("small", group("s"), membership("s"), in("s", "u1"))
                .changes("people")
                .changes("groups");
    }

    private static Resource off(Resource one) {
        return new Resource(
                one.key(), one.displayName(), Status.DISABLED, one.traits(), one.parent(), one.attributes());
    }

    @Test
    void firstSync_hasNothingToBeComparedWith() {
        sync(before(), store, WHOLE);

        assertThat(told()).isEmpty();
        assertThat(comparedWith()).isEmpty();
    }

    @Test
    void sameAgain_hasChangedNothing() {
        sync(before(), store, WHOLE);
        sync(before(), store, WHOLE);
        assertThat(told()).isEmpty();
        assertThat(comparedWith()).isPresent();

        sync(before(), store);
        assertThat(told())
                .as("read as changes, with a stream that is read whole")
                .isEmpty();
    }

    @Test
    void fullRead_isComparedWithTheOneBefore() {
        sync(before(), store, WHOLE);
        sync(
                PagedConnector.empty()
                        .page("people", off(user("u1")), user("u3"), user("u4"))
                        .page("groups", group("g"), membership("g"), in("g", "u1"), in("g", "u3"))
                        .page("small", group("s"), membership("s"), in("s", "u4")),
                store,
                WHOLE);

        assertThat(told())
                .containsExactly(
                        "status user/u1 (User u1) ENABLED>DISABLED",
                        "removed user/u2 (User u2) ENABLED>",
                        "added user/u4 (User u4) >ENABLED",
                        "removed group/g#member@user/u2 (Group g, Member, User u2)",
                        "added group/g#member@user/u3 (Group g, Member, User u3)",
                        "removed group/s#member@user/u1 (Group s, Member, User u1)",
                        "added group/s#member@user/u4 (Group s, Member, User u4)");
    }

    @Test
    void changes_areToldAsTheyAreApplied() {
        sync(before(), store, WHOLE);
        sync(
                before().changes("people", gone("user", "u2"), off(user("u1")), user("u4"))
                        .changes(
                                "groups",
                                gone("group", "g"),
                                group("g"),
                                membership("g"),
                                in("g", "u1"),
                                in("g", "u4")),
                store);

        assertThat(told())
                .containsExactly(
                        "status user/u1 (User u1) ENABLED>DISABLED",
                        "removed user/u2 (User u2) ENABLED>",
                        "added user/u4 (User u4) >ENABLED",
                        "removed group/g#member@user/u2 (Group g, Member, User u2)",
                        "added group/g#member@user/u4 (Group g, Member, User u4)");
    }

    @Test
    void groupThatIsGone_isStillNamed() {
        sync(before(), store, WHOLE);
        sync(before().changes("groups", gone("group", "g")), store);

        assertThat(told())
                .containsExactly(
                        "removed group/g (Group g) ENABLED>",
                        "removed group/g#member@user/u1 (Group g, Member, User u1)",
                        "removed group/g#member@user/u2 (Group g, Member, User u2)");
    }

    @Test
    void streamThatWasNotReadBefore_hasNotChanged() {
        PagedConnector fewer = PagedConnector.empty()
                .page("people", user("u1"), user("u2"), user("u3"))
                .page("small", group("s"), membership("s"), in("s", "u1"));
        sync(fewer, store, WHOLE);
        sync(before(), store, WHOLE);
        assertThat(told()).as("groups are new").isEmpty();
    }

    private Optional<?> comparedWith() {
        try (StoreReader reader = store.read().orElseThrow()) {
            return reader.comparedWith();
        }
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        try (StoreReader reader = store.read().orElseThrow()) {
            reader.forEachLatestChange(change -> told.add(text(change)));
        }
        return told;
    }

    private static String text(StoredChange change) {
        if (change.entitlement().isEmpty()) {
            return change.change() + " " + change.resource().key() + " ("
                    + change.resource().displayName() + ") "
                    + change.statusBefore().orElse("") + ">"
                    + change.statusAfter().orElse("");
        }
        return change.change() + " " + change.entitlement().get().key() + "@"
                + change.principal().orElseThrow().key() + change.qualifier() + " ("
                + Stream.of(
                                change.resource(),
                                change.entitlement().get(),
                                change.principal().orElseThrow())
                        .map(Named::displayName)
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
