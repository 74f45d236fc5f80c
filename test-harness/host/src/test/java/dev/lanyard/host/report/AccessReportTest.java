package dev.lanyard.host.report;

import static dev.lanyard.host.sync.Samples.OPTIONS;
import static dev.lanyard.host.sync.Samples.group;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.memberOf;
import static dev.lanyard.host.sync.Samples.membership;
import static dev.lanyard.host.sync.Samples.nested;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.store.ReviewFigures;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report is written with; how the page shows it is tried in a browser by the acceptance tests. */
class AccessReportTest {

    private static final Instant AT = Instant.parse("2026-06-15T12:00:00Z");
    private static final Duration SOON = Duration.ofDays(30);
    private static final String MARKUP = "</script><img src=x onerror=alert(1)>\u2028 שלום =1+1";

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void fill() {
        store = Store.open(folder.resolve("tenant.db"));
    }

    private static Resource resource(String key, Status status, Set<Trait> traits, Attributes.Builder attributes) {
        return new Resource(ResourceId.parse(key), "The " + key, status, traits, Optional.empty(), attributes.build());
    }

    private static Resource off(String id) {
        return resource("user/" + id, Status.DISABLED, Set.of(Trait.ACCOUNT), Attributes.builder());
    }

    private static Resource credential(String id, Instant end) {
        return resource(
                "key/" + id,
                Status.ENABLED,
                Set.of(Trait.CREDENTIAL),
                Attributes.builder().put(KnownAttributes.EXPIRES, new AttributeValue.Time(end)));
    }

    private static Resource licence(String id, long bought, long used) {
        return resource(
                "licence/" + id,
                Status.ENABLED,
                Set.of(Trait.LICENCE),
                Attributes.builder()
                        .put(KnownAttributes.UNITS_BOUGHT, new AttributeValue.Whole(bought))
                        .put(KnownAttributes.UNITS_USED, new AttributeValue.Whole(used)));
    }

    private static Resource role(String id, Trait... traits) {
        return resource("role/" + id, Status.ENABLED, Set.of(traits), Attributes.builder());
    }

    private static EntitlementId of(String resource, String slug) {
        return new EntitlementId(ResourceId.parse(resource), slug);
    }

    private static Entitlement entitlement(String resource, String slug, Purpose purpose) {
        return new Entitlement(of(resource, slug), slug, purpose, Set.of("user", "group"), Optional.empty());
    }

    private static Grant grant(String resource, String slug, String principal, Holding holding, String scope) {
        return new Grant(
                new GrantKey(
                        of(resource, slug),
                        ResourceId.parse(principal),
                        holding,
                        Optional.of(scope).filter(text -> !text.isEmpty()),
                        Optional.empty()),
                principal.startsWith("group/"),
                false,
                Validity.PERMANENT);
    }

    private ReviewFigures figures(SyncRecord... records) throws IOException {
        sync(PagedConnector.empty().page("all", records), store, OPTIONS.withMode(SyncMode.FULL));
        try (StoreReader reader = store.read().orElseThrow()) {
            return AccessReport.write(reader, AT, new StringWriter());
        }
    }

    @Test
    void accounts_areCounted_withThoseThatAreOff_andGuests() throws IOException {
        Resource guest = resource("user/g", Status.ENABLED, Set.of(Trait.ACCOUNT, Trait.GUEST), Attributes.builder());

        ReviewFigures figures = figures(user("a"), off("b"), guest, group("s"));

        assertThat(figures.accounts()).isEqualTo(3);
        assertThat(figures.disabledAccounts()).isEqualTo(1);
        assertThat(figures.guests()).isEqualTo(1);
        assertThat(figures.groups()).isEqualTo(1);
    }

    @Test
    void privilegedRoles_areCounted_activeEligibleAndThroughNestedGroups_evenInACircle() throws IOException {
        ReviewFigures figures = figures(
                user("a"),
                user("b"),
                user("c"),
                group("outer"),
                group("inner"),
                membership("outer"),
                membership("inner"),
                nested("outer", "inner"),
                nested("inner", "outer"),
                in("inner", "a"),
                in("outer", "b"),
                role("top", Trait.ROLE, Trait.PRIVILEGED),
                role("low", Trait.ROLE),
                entitlement("role/top", "assigned", Purpose.ASSIGNMENT),
                entitlement("role/low", "assigned", Purpose.ASSIGNMENT),
                grant("role/low", "assigned", "user/a", Holding.ACTIVE, ""),
                grant("role/top", "assigned", "group/outer", Holding.ACTIVE, ""),
                grant("role/top", "assigned", "user/b", Holding.TEMPORARY, "/unit"),
                grant("role/top", "assigned", "user/c", Holding.ELIGIBLE, ""),
                grant("role/top", "assigned", "user/c", Holding.ELIGIBLE, "/unit"));

        assertThat(figures.privilegedRoles()).isEqualTo(1);
        assertThat(figures.privilegedActive()).as("the group, and b").isEqualTo(2);
        assertThat(figures.privilegedThroughGroups())
                .as("a, and the inner group; b has it itself")
                .isEqualTo(2);
        assertThat(figures.privilegedEligible()).isEqualTo(2);
    }

    @Test
    void whereNoRoleIsCalledPrivileged_everyRoleCounts() throws IOException {
        ReviewFigures figures = figures(
                user("a"),
                role("low", Trait.ROLE),
                entitlement("role/low", "assigned", Purpose.ASSIGNMENT),
                grant("role/low", "assigned", "user/a", Holding.ACTIVE, ""));

        assertThat(figures.privilegedRoles()).isEqualTo(1);
        assertThat(figures.privilegedActive()).isEqualTo(1);
    }

    @Test
    void disabledAccountWithALicenceOnly_hasNoAccess_butALicence() throws IOException {
        ReviewFigures figures = figures(
                off("a"),
                off("b"),
                off("c"),
                user("d"),
                group("s"),
                membership("s"),
                in("s", "a"),
                in("s", "d"),
                licence("plan", 10, 4),
                licence("over", 1, 3),
                entitlement("licence/plan", "assigned", Purpose.ASSIGNMENT),
                grant("licence/plan", "assigned", "user/a", Holding.ACTIVE, ""),
                grant("licence/plan", "assigned", "user/b", Holding.ACTIVE, ""),
                grant("licence/plan", "assigned", "user/d", Holding.ACTIVE, ""));

        assertThat(figures.disabledWithAccess()).as("a").isEqualTo(1);
        assertThat(figures.licencesOfDisabled()).as("a and b").isEqualTo(2);
        assertThat(figures.licencesBought()).isEqualTo(11);
        assertThat(figures.licencesUnused())
                .as("too many used of one are none left over of another")
                .isEqualTo(6);
    }

    @Test
    void credentials_expireByTheReportsTime() throws IOException {
        ReviewFigures figures = figures(
                credential("1", AT.minusSeconds(1)),
                credential("2", AT),
                credential("3", AT.plusMillis(1)),
                credential("4", AT.plus(SOON)),
                credential("5", AT.plus(SOON).plusMillis(1)),
                resource("key/never", Status.ENABLED, Set.of(Trait.CREDENTIAL), Attributes.builder()));

        assertThat(figures.credentialsExpired()).isEqualTo(2);
        assertThat(figures.credentialsExpiring()).isEqualTo(2);
    }

    @Test
    void credentialWhoseEndIsNoPointInTime_neitherCounts_norHarmsTheReport() throws IOException {
        ReviewFigures figures = figures(
                credential("1", AT.minusSeconds(1)),
                resource(
                        "key/vague",
                        Status.ENABLED,
                        Set.of(Trait.CREDENTIAL),
                        Attributes.builder().put(KnownAttributes.EXPIRES, "next summer")));

        assertThat(figures.credentialsExpired()).isEqualTo(1);
        assertThat(figures.credentialsExpiring()).isZero();
    }

    @Test
    void application_hasAnOwner_whereSomeoneIsResponsible_notWhereSomeoneMayUseIt() throws IOException {
        ReviewFigures figures = figures(
                user("a"),
                resource("app/owned", Status.ENABLED, Set.of(Trait.APPLICATION), Attributes.builder()),
                resource("app/used", Status.ENABLED, Set.of(Trait.APPLICATION), Attributes.builder()),
                resource("app/bare", Status.ENABLED, Set.of(Trait.APPLICATION), Attributes.builder()),
                entitlement("app/owned", "owner", Purpose.OWNERSHIP),
                entitlement("app/used", "owner", Purpose.OWNERSHIP),
                entitlement("app/used", "use", Purpose.ASSIGNMENT),
                grant("app/owned", "owner", "user/a", Holding.ACTIVE, ""),
                grant("app/used", "use", "user/a", Holding.ACTIVE, ""));

        assertThat(figures.applications()).isEqualTo(3);
        assertThat(figures.applicationsWithoutOwner()).isEqualTo(2);
    }

    @Test
    void whatTheLastSyncHasChanged_isCounted() throws IOException {
        figures(user("a"), user("b"), group("s"), membership("s"), in("s", "a"));
        ReviewFigures figures = figures(off("a"), user("c"), group("s"), membership("s"), in("s", "c"));

        assertThat(figures.resourcesAdded()).isEqualTo(1);
        assertThat(figures.resourcesRemoved()).isEqualTo(1);
        assertThat(figures.statusesChanged()).isEqualTo(1);
        assertThat(figures.grantsAdded()).isEqualTo(1);
        assertThat(figures.grantsRemoved()).isEqualTo(1);
    }

    @Test
    void everyRecord_isInTheData_andGrantsToWhatNobodyReads() throws Exception {
        sync(
                PagedConnector.empty()
                        .page(
                                "all",
                                user("a", MARKUP),
                                group("s"),
                                membership("s"),
                                in("s", "a"),
                                new Grant(
                                        GrantKey.direct(memberOf("s"), new ResourceId("device", "d")),
                                        false,
                                        true,
                                        new Validity(Optional.empty(), Optional.of(AT)))),
                store);

        JsonNode data = data(page());

        assertThat(data.get("resources")).hasSize(3);
        assertThat(data.at("/resources/0/0").asText()).isEqualTo("group/s");
        assertThat(data.at("/resources/1/1").asText()).isEqualTo(MARKUP);
        assertThat(data.at("/resources/1/5").asText()).isEqualTo("a@Contoso.example");
        assertThat(data.at("/resources/2")).hasToString("[\"device/d\",\"d\",-1,0,-1]");
        assertThat(data.get("entitlements")).hasToString("[[0,\"member\",\"Member\",0]]");
        assertThat(data.get("grants")).hasToString("[0,1,0,0,2,8,[0,0,\"" + AT + "\",-1]]");
    }

    @Test
    void nothingThatANameHolds_isMarkup_andThePageAllowsItsOwnScriptAndStyleAndNothingElse() throws Exception {
        sync(PagedConnector.empty().page("all", user("a", MARKUP)), store);

        String page = page();

        assertThat(page).doesNotContain("onerror").doesNotContain("http://").doesNotContain("https://");
        assertThat(page).contains("default-src 'none'");
        List<String> hashes = new ArrayList<>();
        for (String pattern : List.of("<style>(.*?)</style>", "<script>(.*?)</script>")) {
            Matcher part = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
            assertThat(part.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(part.group(1).getBytes(StandardCharsets.UTF_8));
            hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page).contains("style-src " + hashes.get(0) + ";").contains("script-src " + hashes.get(1) + ";");
    }

    @Test
    void ofTenThousandAccounts_canBeMailed() throws Exception {
        PagedConnector connector = PagedConnector.empty();
        Stream.Builder<SyncRecord> records = Stream.builder();
        for (int i = 0; i < 10_000; i++) {
            // As hard to pack as real ones: an id of random digits.
            records.add(user(UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})
                    .toString()));
        }
        sync(connector.page("all", records.build().toArray(SyncRecord[]::new)), store);

        assertThat(page().length()).isLessThan(1_000_000);
    }

    private String page() throws IOException {
        StringWriter out = new StringWriter();
        try (StoreReader reader = store.read().orElseThrow()) {
            AccessReport.write(reader, AT, out);
        }
        return out.toString();
    }

    private static JsonNode data(String page) throws IOException {
        Matcher data = Pattern.compile("id=\"data\">([^<]*)<").matcher(page);
        assertThat(data.find()).isTrue();
        byte[] packed = Base64.getDecoder().decode(data.group(1));
        try (InputStream json = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new ObjectMapper().readTree(json);
        }
    }
}
