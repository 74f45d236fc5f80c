package dev.lanyard.host.store;

import static dev.lanyard.host.sync.Samples.gone;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFinderTest {

    @TempDir
    private Path folder;

    @Test
    void account_isFoundByKeyIdNameLoginAndAddress_inAnyCase() {
        Resource zoe = account(
                "7",
                "Zoë Ångström",
                Attributes.builder()
                        .put("userPrincipalName", "Zoe@Contoso.example")
                        .put("onPremisesSamAccountName", "ZOEA")
                        .put("contact", "zoe.angstrom@home.example")
                        .put("city", "Uppsala")
                        .build());
        for (String text : List.of(
                "user/7",
                "7",
                "zoë ångstrÖm",
                "Zoe\u0308 A\u030angström",
                "ZOE@contoso.example",
                "zoea",
                "Zoe.Angstrom@home.example")) {
            assertThat(accounts(text, zoe)).as(text).containsExactly("user/7");
        }
        assertThat(accounts("Uppsala", zoe)).isEmpty();
        assertThat(accounts("8", zoe)).isEmpty();
    }

    @Test
    void accountsOfOneName_areAllFound() {
        assertThat(accounts("Ann", user("1", "Ann"), user("2", "ANN"), user("3", "Anna"), group("Ann")))
                .containsExactly("user/1", "user/2");
    }

    @Test
    void group_isNoAccount() {
        assertThat(accounts("group/g", group("g"))).isEmpty();
    }

    @Test
    void renamedAndRemoved_areNotFoundByTheirOldNames() {
        assertThat(accounts("Old", user("1", "Old"), user("1", "New"))).isEmpty();
        assertThat(accounts("New", user("1", "Old"), user("1", "New"))).containsExactly("user/1");
        assertThat(accounts("Old", user("1", "Old"), gone("user", "1"))).isEmpty();
    }

    @Test
    void entitlements_areFoundDescribedOrNot() {
        try (StoreReader reader = synced(group("g"), membership("g"), in("h", "u"), group("gg"), membership("gg"))) {
            assertThat(reader.find().entitlementsOf(new ResourceId("group", "g")))
                    .containsExactly(new Named("group/g#member", "Member"));
            assertThat(reader.find().entitlementsOf(new ResourceId("group", "h")))
                    .containsExactly(new Named("group/h#member", "group/h#member"));
            assertThat(reader.find().entitlementsOf(new ResourceId("group", "i")))
                    .isEmpty();
        }
    }

    private static Resource account(String id, String name, Attributes attributes) {
        return new Resource(
                new ResourceId("user", id), name, Status.ENABLED, Set.of(Trait.ACCOUNT), Optional.empty(), attributes);
    }

    private List<String> accounts(String text, SyncRecord... records) {
        try (StoreReader reader = synced(records)) {
            return reader.find().accounts(text).stream()
                    .map(found -> found.key().text())
                    .toList();
        }
    }

    private StoreReader synced(SyncRecord... records) {
        Store store = Store.open(folder.resolve("tenant.db"));
        sync(PagedConnector.empty().page("all", records), store);
        return store.read().orElseThrow();
    }
}
