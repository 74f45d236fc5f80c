package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxesStreamTest {

    private static final Map<String, String> ON = Map.of("mailboxPurpose", "true");

    private final ScriptedDoor door = new ScriptedDoor();

    private List<SyncPage> read() {
        return Reading.pages(Reading.streams(door, ON), "mailboxes", 999);
    }

    private static String user(String id) {
        return "{\"id\":\"" + id + "\",\"mail\":\"" + id + "@x.test\",\"userType\":\"Member\"}";
    }

    private List<String> asked() {
        return door.asked.stream()
                .filter(address -> address.startsWith("batch "))
                .toList();
    }

    @Test
    void itIsOff_unlessSwitchedOn() {
        assertThat(Reading.streams(door).plan(SyncRequest.full(Set.of("mailboxes"))))
                .isEmpty();
        assertThat(Reading.streams(door, ON).plan(SyncRequest.full(Set.of("mailboxes"))))
                .hasSize(1);
    }

    @Test
    void everyPurpose_isTold_ofUsersWithAMailbox() {
        door.onLast("/users?", user("p") + "," + user("s") + "," + user("none"))
                .on("/users/p/mailboxSettings", "{\"userPurpose\":\"user\"}")
                .on("/users/s/mailboxSettings", "{\"userPurpose\":\"shared\"}")
                .on("/users/none/mailboxSettings", "404");

        assertThat(read())
                .flatExtracting(SyncPage::records)
                .containsExactly(mailbox("p", "user"), mailbox("s", "shared"));
    }

    private static Resource mailbox(String user, String purpose) {
        return new Resource(
                new ResourceId("mailbox", user),
                "Mailbox",
                Status.ENABLED,
                Set.of(),
                Optional.of(new ResourceId("user", user)),
                Attributes.builder().put("userPurpose", purpose).build());
    }

    @Test
    void withoutAddress_orAsAGuest_nobodyIsAskedAbout() {
        door.onLast("/users?", """
                {"id":"a","mail":null,"userType":"Member"},{"id":"b","userType":"Member"},
                {"id":"g","mail":"g@elsewhere.test","userType":"Guest"}
                """);

        assertThat(Reading.keys(read())).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void manyMailboxes_areAskedAboutAHundredAtATime() {
        door.onLast(
                        "/users?",
                        IntStream.range(0, 250)
                                .mapToObj(number -> user("u" + number))
                                .collect(Collectors.joining(",")))
                .on("/mailboxSettings", "{\"userPurpose\":\"room\"}");

        List<SyncPage> pages = read();

        assertThat(pages).extracting(page -> page.records().size()).containsExactly(0, 100, 100, 50);
        assertThat(Reading.keys(pages)).doesNotHaveDuplicates().hasSize(250);
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onLast("/users?", user("u") + ",{\"mail\":\"x@x.test\"},3,{\"id\":\"t\",\"mail\":{}}")
                .on("/users/u/mailboxSettings", "{\"userPurpose\":{}}");

        List<SyncPage> pages = read();

        assertThat(Reading.keys(pages)).containsExactly("mailbox/u");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("mailbox/?", "malformed", "a user without id"),
                        new SkippedRow("mailbox/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow("mailbox/t", "malformed", "mail: expected text, found an object"),
                        new SkippedRow("mailbox/u", "malformed", "userPurpose: expected text, found an object"));
    }

    @Test
    void oneMailboxThatIsNotPermitted_takesNothingFromTheOthers() {
        door.onLast("/users?", user("closed") + "," + user("open"))
                .on("/users/closed/mailboxSettings", "403")
                .on("/users/open/mailboxSettings", "{\"userPurpose\":\"user\"}");

        List<SyncPage> pages = read();

        assertThat(Reading.keys(pages)).containsExactly("mailbox/open");
        assertThat(Reading.notices(pages)).containsExactly("without-mailboxes");
        assertThat(Reading.skipped(pages))
                .containsExactly(new SkippedRow("mailbox/closed", "not-permitted", "what it is for may not be read"));
    }

    @Test
    void withoutPermission_itIsEmpty_andSaysSo() {
        try (SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL)) {
            SyncStreams streams = Reading.streams(tenant.door(), ON);
            assertThat(Reading.keys(Reading.pages(streams, "mailboxes", 999))).isNotEmpty();

            tenant.permit("User.Read.All");
            List<SyncPage> pages = Reading.pages(streams, "mailboxes", 999);

            assertThat(Reading.keys(pages)).isEmpty();
            assertThat(pages)
                    .flatExtracting(SyncPage::notices)
                    .isNotEmpty()
                    .allSatisfy(notice -> assertThat(notice.code()).isEqualTo("without-mailboxes"))
                    .allSatisfy(notice -> assertThat(notice.remedy()).contains("MailboxSettings.Read"));
        }
    }
}
