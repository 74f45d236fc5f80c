package dev.lanyard.host.store;

import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.gone;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.keys;
import static dev.lanyard.host.sync.Samples.memberOf;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Validity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that come in any order, repeatedly, and are taken back; on one page and across pages. */
class RecordOrderTest {

    @TempDir
    private Path folder;

    private int stores;

    @Test
    void records_inAnyOrder_giveTheSameBytes() {
        List<SyncRecord> records = new ArrayList<>(List.of(
                user("u1"), user("u2"), group("g"), membership("g"), in("g", "u1"), in("g", "u2"), nested("g", "h")));
        List<String> expected = export(synced(records));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(records, new Random(seed));
            assertThat(export(synced(records))).isEqualTo(expected);
        }
    }

    @Test
    void repeatedResource_isOverwritten() {
        assertThat(export(synced(List.of(user("u1", "Old"), user("u1", "New")))))
                .singleElement()
                .asString()
                .contains("New");
    }

    @Test
    void repeatedGrant_isOne() {
        assertThat(keys(synced(List.of(in("g", "u1"), in("g", "u1"))))).containsExactly("group/g#member@user/u1");
    }

    @Test
    void grantsThatDifferInHoldingScopeOrWay_areDifferent() {
        GrantKey plain = GrantKey.direct(memberOf("g"), new ResourceId("user", "u"));
        List<SyncRecord> grants = new ArrayList<>();
        for (Holding holding : Holding.values()) {
            for (Optional<String> scope : List.of(Optional.<String>empty(), Optional.of("unit 1"))) {
                for (Optional<ResourceId> by :
                        List.of(Optional.<ResourceId>empty(), Optional.of(new ResourceId("group", "h")))) {
                    grants.add(new Grant(
                            new GrantKey(plain.entitlement(), plain.principal(), holding, scope, by),
                            false,
                            true,
                            new Validity(Optional.of(Instant.EPOCH), Optional.empty())));
                }
            }
        }
        List<String> expected =
                grants.stream().map(grant -> grant.key().text()).sorted().toList();
        Store store = synced(grants);
        assertThat(keys(store)).containsExactlyElementsOf(expected).hasSize(12);
        assertThat(export(store))
                .anyMatch(line -> line.contains("\"holding\":\"ELIGIBLE\",\"scope\":\"unit 1\",\"through\":\"group/h\","
                        + "\"expandable\":false,\"external\":true,\"from\":\"1970-01-01T00:00:00Z\"}"));
    }

    @Test
    void removedPrincipal_takesItsGrantsWithIt() {
        assertThat(keys(synced(List.of(group("g"), user("u1"), in("g", "u1"), in("g", "u2"), gone("user", "u1")))))
                .containsExactly("group/g", "group/g#member@user/u2");
    }

    @Test
    void removedResource_takesItsEntitlementsAndTheirGrantsWithIt() {
        assertThat(keys(synced(List.of(
                        group("g"),
                        membership("g"),
                        in("g", "u1"),
                        nested("h", "g"),
                        group("gg"),
                        gone("group", "g")))))
                .containsExactly("group/gg");
    }

    @Test
    void removedResource_withoutItsEntitlement_takesTheGrantsToo() {
        assertThat(keys(synced(List.of(in("g", "u1"), in("g2", "u1"), gone("group", "g")))))
                .containsExactly("group/g2#member@user/u1");
    }

    @Test
    void removedEntitlement_takesItsGrantsWithIt() {
        assertThat(keys(synced(List.of(group("g"), membership("g"), in("g", "u1"), new Removal(memberOf("g"))))))
                .containsExactly("group/g");
    }

    @Test
    void removedGrant_goesAlone() {
        assertThat(keys(synced(List.of(
                        in("g", "u1"), in("g", "u2"), new Removal(in("g", "u1").key())))))
                .containsExactly("group/g#member@user/u2");
    }

    @Test
    void removalOfWhatIsNotThere_isNoError() {
        assertThat(keys(synced(List.of(
                        gone("user", "u"),
                        new Removal(memberOf("g")),
                        new Removal(in("g", "u").key()),
                        user("u1")))))
                .containsExactly("user/u1");
    }

    @Test
    void removedAndAddedAgain_isThere_withWhatCameAfter() {
        assertThat(keys(synced(List.of(
                        group("g"), in("g", "u1"), gone("group", "g"), group("g"), membership("g"), in("g", "u2")))))
                .containsExactly("group/g", "group/g#member", "group/g#member@user/u2");
    }

    @Test
    void idsWithSeparators_areTakenApartAgain() {
        assertThat(keys(synced(List.of(group("a"), group("a#b"), in("a#b", "x@y"), gone("group", "a")))))
                .containsExactly("group/a%23b", "group/a%23b#member@user/x%40y");
    }

    /** Syncs the records one a page, and all on one page, which must not make a difference. */
    private Store synced(List<? extends SyncRecord> records) {
        PagedConnector pages = PagedConnector.empty();
        for (SyncRecord record : records) {
            pages = pages.page("all", record);
        }
        Store onePage = Store.open(folder.resolve(stores++ + ".db"));
        Store manyPages = Store.open(folder.resolve(stores++ + ".db"));
        sync(PagedConnector.empty().page("all", records.toArray(SyncRecord[]::new)), onePage);
        sync(pages, manyPages);
        assertThat(export(manyPages)).isEqualTo(export(onePage));
        return onePage;
    }
}
