package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsStreamTest {

    private final ScriptedDoor door = new ScriptedDoor();
    private final SyncStreams streams = Reading.streams(door);

    private static Resource user(String id, String name, Status status, Attributes attributes) {
        return new Resource(
                new ResourceId("user", id), name, status, Set.of(Trait.ACCOUNT), Optional.empty(), attributes);
    }

    @Test
    void firstPage_asksForEverythingInOneWalk() {
        door.onLast("/users?", "");

        Reading.pages(streams, "accounts", 321);

        assertThat(door.asked)
                .singleElement()
                .asString()
                .startsWith(ScriptedDoor.BASE + "/users?")
                .contains("$top=321")
                .contains("$count=true")
                .contains("$expand=manager($levels=1;$select=id)")
                .contains("accountEnabled,")
                .doesNotContain("manager,")
                .doesNotContain("signInActivity")
                .doesNotContain("employeeLeaveDateTime");
        assertThat(door.headers.get(0)).containsEntry("ConsistencyLevel", Set.of("eventual"));
    }

    @Test
    void everyPage_carriesTheHeader_andCountsDown() {
        door.on("/users?$count", """
                        {"@odata.count":5,"@odata.nextLink":"https://graph.test/v1.0/users?$skiptoken=A","value":[{"id":"1"},{"id":"2"}]}
                        """)
                .onPage("skiptoken=A", "/users?$skiptoken=B", "")
                .onLast("skiptoken=B", "{\"id\":\"3\"}");

        List<SyncPage> pages = Reading.pages(streams, "accounts", 2);

        assertThat(door.headers)
                .hasSize(3)
                .allSatisfy(sent -> assertThat(sent).containsEntry("ConsistencyLevel", Set.of("eventual")));
        assertThat(pages)
                .extracting(SyncPage::remaining)
                .containsExactly(OptionalLong.of(3), OptionalLong.of(3), OptionalLong.of(0));
        assertThat(pages).extracting(SyncPage::cost).containsOnly(new ReadCost(1, 2));
        assertThat(Reading.held(pages).keySet()).containsExactly("user/1", "user/2", "user/3");
    }

    @Test
    void guest_isToldFromAMember() {
        door.onLast("/users?", """
                {"id":"g","displayName":"G","userType":"Guest"},{"id":"m","displayName":"M","userType":"Member"}
                """);

        assertThat(Reading.pages(streams, "accounts", 999))
                .flatExtracting(SyncPage::records)
                .extracting(each -> ((Resource) each).traits())
                .containsExactly(Set.of(Trait.ACCOUNT, Trait.GUEST), Set.of(Trait.ACCOUNT));
    }

    @Test
    void user_withManager_becomesAResource() {
        door.onLast("/users?", """
                {"id":"u","displayName":"王小明","accountEnabled":false,"userPrincipalName":"wang@x.test","jobTitle":"",
                "manager":{"@odata.type":"#microsoft.graph.user","id":"m"},"onPremisesSyncEnabled":null}
                """);

        assertThat(Reading.pages(streams, "accounts", 9).get(0).records())
                .containsExactly(user(
                        "u",
                        "王小明",
                        Status.DISABLED,
                        Attributes.builder()
                                .put("manager", "m")
                                .put("userPrincipalName", "wang@x.test")
                                .build()));
    }

    @Test
    void displayName_missingOrBlank_fallsBack() {
        door.onLast("/users?", """
                {"id":"a","displayName":" ","userPrincipalName":"a@x.test"},{"id":"b","displayName":null},
                {"id":"c","displayName":"","userPrincipalName":" "}
                """);

        assertThat(Reading.pages(streams, "accounts", 9).get(0).records())
                .extracting(found -> ((Resource) found).displayName())
                .containsExactly("a@x.test", "b", "c");
    }

    @Test
    void malformedRows_areCounted_andTheRestRead() {
        door.onLast("/users?", """
                {"id":"a","displayName":"A","mail":{"no":"text"}},{"displayName":"nobody"},17,{"id":""},{"id":"b"}
                """);

        SyncPage page = Reading.pages(streams, "accounts", 9).get(0);

        assertThat(page.records()).extracting(found -> found.key().text()).containsExactly("user/a", "user/b");
        assertThat(page.skipped())
                .containsExactly(
                        new SkippedRow("user/a", "malformed", "mail: expected text, found an object"),
                        new SkippedRow("user/?", "malformed", "a user without id"),
                        new SkippedRow("user/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow("user/?", "malformed", "a user without id"));
    }

    @Test
    void emptyTenant_isEmpty() {
        door.onLast("/users?", "");

        SyncPage page = Reading.pages(streams, "accounts", 9).get(0);

        assertThat(page.records()).isEmpty();
        assertThat(page.next()).isInstanceOf(NextStep.Done.class);
    }

    @Test
    void nextLinkToItself_endsInAnError() {
        door.onPage("/users?", "/users?$skiptoken=A", "");

        assertThatThrownBy(() -> Reading.pages(streams, "accounts", 9))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }

    @Test
    void foreignCursorOrPartition_isInvalid() {
        SyncPartition accounts = new SyncPartition("accounts", "", false, "pageSize=9");
        Cursor ofGroups = new Cursor("{\"way\":\"delta\",\"next\":\"https://graph.test/v1.0/groups\"}");

        for (SyncPartition wrong : List.of(
                new SyncPartition("accounts", "1", false, "pageSize=9"),
                new SyncPartition("accounts", "", true, "pageSize=9"),
                new SyncPartition("accounts", "", false, "?"))) {
            assertInvalid(wrong, Cursor.start());
        }
        assertInvalid(accounts, ofGroups);
        assertInvalid(accounts, new Cursor("{\"way\":\"users\"}"));
        assertThat(door.asked).isEmpty();
    }

    private void assertInvalid(SyncPartition partition, Cursor cursor) {
        assertThatThrownBy(() -> streams.read(partition, cursor))
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID));
    }
}
