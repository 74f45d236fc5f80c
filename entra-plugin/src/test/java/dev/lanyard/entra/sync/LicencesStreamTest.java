package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LicencesStreamTest {

    private static final Map<String, String> WITHOUT_GUESTS = Map.of("includeGuests", "false");
    private static final Map<String, String> WITHOUT_ON_PREMISES = Map.of("skipOnPremisesGroups", "true");

    private final SimulatedTenant tenant = new SimulatedTenant(TenantShape.SMALL);

    /** A tenant in which nobody has anything yet. */
    private final ScriptedDoor door = new ScriptedDoor()
            .onLast("/subscribedSkus?", "{\"skuId\":\"s\"}")
            .onLast("/groups?", "")
            .onLast("/users?", "");

    @AfterEach
    void stop() {
        tenant.close();
    }

    private List<SyncPage> read(Map<String, String> settings) {
        return Reading.shards(Reading.streams(tenant.door(), settings), "licences");
    }

    private List<SyncPage> readScripted() {
        return Reading.shards(Reading.streams(door), "licences");
    }

    /** A product that the tenant has and a user that has nothing. */
    private String product() {
        return Objects.requireNonNull(Objects.requireNonNull(tenant.tenant()
                        .current()
                        .object(tenant.ids(ObjectType.SUBSCRIBED_SKU).get(0)))
                .text("skuId"));
    }

    private String userWithNothing() {
        return tenant.first(ObjectType.USER, "licenseAssignmentStates", "");
    }

    private static Grant grant(String principal, Optional<ResourceId> through, Attributes attributes) {
        return new Grant(
                new GrantKey(
                        new EntitlementId(new ResourceId("licence", "s"), "assigned"),
                        ResourceId.parse(principal),
                        Holding.ACTIVE,
                        Optional.empty(),
                        through),
                false,
                false,
                Validity.PERMANENT,
                attributes);
    }

    @Test
    void product_isTold_withUnitsAndPlans() {
        door.onFirst("/subscribedSkus?", """
                {"value":[{"skuId":"s","skuPartNumber":"VISIO","capabilityStatus":"Enabled","consumedUnits":3,
                "prepaidUnits":{"enabled":5,"warning":1},
                "servicePlans":[{"servicePlanId":"p","servicePlanName":"PLAN","provisioningStatus":"Success"}]},
                {"skuId":"old","capabilityStatus":"Deleted"}]}
                """);
        ResourceId product = new ResourceId("licence", "s");

        List<SyncPage> pages = readScripted();

        assertThat(pages.get(0).records())
                .startsWith(
                        new Resource(
                                product,
                                "VISIO",
                                Status.ENABLED,
                                Set.of(Trait.LICENCE),
                                Optional.empty(),
                                Attributes.builder()
                                        .put("skuPartNumber", "VISIO")
                                        .put("capabilityStatus", "Enabled")
                                        .put("consumedUnits", new AttributeValue.Whole(3))
                                        .put(
                                                "prepaidUnits",
                                                new AttributeValue.Structure(Attributes.builder()
                                                        .put("enabled", new AttributeValue.Whole(5))
                                                        .put("warning", new AttributeValue.Whole(1))
                                                        .build()))
                                        .put(
                                                "servicePlans",
                                                new AttributeValue.Sequence(
                                                        List.of(new AttributeValue.Structure(Attributes.builder()
                                                                .put("servicePlanId", "p")
                                                                .put("servicePlanName", "PLAN")
                                                                .put("provisioningStatus", "Success")
                                                                .build()))))
                                        .put(KnownAttributes.UNITS_BOUGHT, new AttributeValue.Whole(6))
                                        .put(KnownAttributes.UNITS_USED, new AttributeValue.Whole(3))
                                        .build()),
                        new Entitlement(
                                new EntitlementId(product, "assigned"),
                                "Licence VISIO",
                                Purpose.ASSIGNMENT,
                                Set.of("user", "group"),
                                Optional.empty()));
        assertThat(Reading.held(pages).get("licence/old"))
                .isInstanceOfSatisfying(
                        Resource.class, old -> assertThat(old.status()).isEqualTo(Status.DISABLED));
    }

    @Test
    void productForTheWholeTenant_isToldAsNothingToAssign() {
        door.onFirst("/subscribedSkus?", """
                {"value":[{"skuId":"s","skuPartNumber":"RIGHTS","appliesTo":"Company"}]}
                """);

        assertThat(Reading.held(readScripted()).get("licence/s#assigned"))
                .isInstanceOfSatisfying(
                        Entitlement.class,
                        assigned -> assertThat(assigned.refusal())
                                .contains(new Refusal("not-for-users", "the product RIGHTS is for the whole tenant")));
    }

    @Test
    void whatAUserHas_directlyAndThroughAGroup_areTwoGrants_withTheirStates() {
        door.onFirst("/users?", """
                        {"value":[{"id":"u","licenseAssignmentStates":[
                        {"skuId":"s","assignedByGroup":null,"state":"Active","error":"None"},
                        {"skuId":"s","assignedByGroup":"g","state":"Error","error":"CountViolation",
                        "disabledPlans":["p"]}]}]}
                        """).onFirst("/groups?", """
                        {"value":[{"id":"g","assignedLicenses":[{"skuId":"s","disabledPlans":["p"]}]}]}
                        """);
        Attributes withoutPlan = Attributes.builder()
                .put("disabledPlans", new AttributeValue.Sequence(List.of(new AttributeValue.Text("p"))))
                .build();

        assertThat(Reading.grants(readScripted()).values())
                .containsExactlyInAnyOrder(
                        grant("group/g", Optional.empty(), withoutPlan),
                        grant(
                                "user/u",
                                Optional.empty(),
                                Attributes.builder()
                                        .put("state", "Active")
                                        .put("error", "None")
                                        .build()),
                        grant(
                                "user/u",
                                Optional.of(new ResourceId("group", "g")),
                                Attributes.builder()
                                        .put("state", "Error")
                                        .put("error", "CountViolation")
                                        .put(
                                                "disabledPlans",
                                                withoutPlan.get("disabledPlans").orElseThrow())
                                        .build()));
    }

    @Test
    void whatIsLeftOfAProductThatIsNotSubscribed_isCounted_andIsNoGrant() {
        door.onFirst("/users?", """
                        {"value":[{"id":"u","licenseAssignmentStates":[{"skuId":"gone"},{"skuId":"s"}]}]}
                        """).onFirst("/groups?", """
                        {"value":[{"id":"g","assignedLicenses":[{"skuId":"gone"}]}]}
                        """);

        List<SyncPage> pages = readScripted();

        assertThat(Reading.grants(pages)).containsOnlyKeys("licence/s#assigned@user/u");
        assertThat(Reading.skipped(pages))
                .extracting(SkippedRow::subject, SkippedRow::reason)
                .containsExactly(tuple("group/g", "product-not-subscribed"), tuple("user/u", "product-not-subscribed"));
    }

    @Test
    void whatAGroupHas_reachesItsMembers() {
        String group = tenant.first(ObjectType.GROUP, "groupTypes", "[\"Unified\"]");
        String user = userWithNothing();
        if (!Reading.keys(Reading.pages(Reading.streams(tenant.door()), "groups", 999))
                .contains("group/" + group + "#member@user/" + user)) {
            tenant.tenant().addMember(group, user);
        }
        tenant.tenant().assignLicence(group, product());
        tenant.tenant().assignLicence(user, product());
        String assigned = "licence/" + product() + "#assigned@";

        List<SyncPage> pages = read(Map.of());

        assertThat(Reading.grants(pages))
                .containsKeys(
                        assigned + "group/" + group,
                        assigned + "user/" + user,
                        assigned + "user/" + user + ";through=group/" + group);
        assertThat(Reading.skipped(pages)).isEmpty();
    }

    @Test
    void malformedValues_areCounted_andTheRestRead() {
        door.onFirst(
                        "/subscribedSkus?",
                        "{\"value\":[{\"skuId\":\"s\",\"consumedUnits\":\"many\"},{\"skuPartNumber\":\"X\"},1]}")
                .onFirst("/groups?", "{\"value\":[{\"id\":\"g\",\"assignedLicenses\":{}},{\"id\":\"\"}]}")
                .onFirst("/users?", """
                        {"value":[{"id":"u","licenseAssignmentStates":[{"skuId":"s"},{"state":"Active"}]},
                        {"id":"v","licenseAssignmentStates":"none"},{},null]}
                        """);

        List<SyncPage> pages = readScripted();

        assertThat(Reading.keys(pages)).containsExactly("licence/s", "licence/s#assigned", "licence/s#assigned@user/u");
        assertThat(Reading.skipped(pages))
                .containsExactly(
                        new SkippedRow("licence/s", "malformed", "consumedUnits: expected a whole number, found text"),
                        new SkippedRow("licence/?", "malformed", "an entry without skuId"),
                        new SkippedRow("licence/?", "malformed", "an entry of the page that is not an object"),
                        new SkippedRow("group/g", "malformed", "assignedLicenses: expected an array, found an object"),
                        new SkippedRow("group/?", "malformed", "an entry without id"),
                        new SkippedRow("user/u", "malformed", "a licence that names no product"),
                        new SkippedRow("user/v", "malformed", "licenseAssignmentStates: expected an array, found text"),
                        new SkippedRow("user/?", "malformed", "an entry without id"),
                        new SkippedRow("user/?", "malformed", "an entry of the page that is not an object"));
    }

    @Test
    void whatGuestsHave_isExternal_whereGuestsAreLeftOut() {
        String guest = tenant.first(ObjectType.USER, "userType", "\"Guest\"");
        String member = tenant.first(ObjectType.USER, "userType", "\"Member\"");
        tenant.tenant().assignLicence(guest, product());
        tenant.tenant().assignLicence(member, product());

        Map<String, Grant> usual = Reading.grants(read(Map.of()));
        Map<String, Grant> withoutGuests = Reading.grants(read(WITHOUT_GUESTS));

        assertThat(usual.values()).noneMatch(Grant::external);
        assertThat(withoutGuests.keySet()).isEqualTo(usual.keySet());
        assertThat(withoutGuests.values())
                .filteredOn(grant -> grant.key().principal().id().equals(guest))
                .isNotEmpty()
                .allMatch(Grant::external);
        assertThat(withoutGuests.values())
                .filteredOn(grant -> grant.key().principal().id().equals(member))
                .isNotEmpty()
                .noneMatch(Grant::external);
    }

    @Test
    void everyGrant_isToSomeoneThatAnotherStreamTells_orExternal_whateverIsLeftOut() {
        String synced = tenant.first(ObjectType.GROUP, "onPremisesSyncEnabled", "true");
        tenant.tenant().assignLicence(synced, product());
        tenant.tenant().assignLicence(tenant.first(ObjectType.USER, "userType", "\"Guest\""), product());
        String deleted = tenant.first(ObjectType.USER, "userType", "\"Member\"");
        tenant.tenant().assignLicence(deleted, product());
        tenant.tenant().delete(deleted, false);

        for (Map<String, String> settings : List.of(
                Map.<String, String>of(), WITHOUT_GUESTS, WITHOUT_ON_PREMISES, Map.of("includeDeleted", "true"))) {
            SyncStreams streams = Reading.streams(tenant.door(), settings);
            Map<String, ?> accounts = Reading.held(Reading.pages(streams, "accounts", 999));
            Map<String, ?> groups = Reading.held(Reading.pages(streams, "groups", 999));

            assertThat(Reading.grants(read(settings)).values())
                    .hasSizeGreaterThan(9)
                    .allSatisfy(grant -> {
                        String principal = grant.key().principal().text();
                        assertThat(accounts.containsKey(principal) || groups.containsKey(principal))
                                .as("%s, external: %s", principal, grant.external())
                                .isNotEqualTo(grant.external());
                    });
        }
    }

    @Test
    void userWhoBecomesAGuest_isReadAnew_whereGuestsAreLeftOut() {
        String user = tenant.first(ObjectType.USER, "userType", "\"Member\"");
        tenant.tenant().assignLicence(user, product());
        String key = "licence/" + product() + "#assigned@user/" + user;
        SyncStreams streams = Reading.streams(tenant.door(), WITHOUT_GUESTS);
        List<SyncPage> before = read(WITHOUT_GUESTS);
        assertThat(Objects.requireNonNull(Reading.grants(before).get(key)).external())
                .isFalse();

        tenant.tenant().update(user, Map.of("userType", "Guest"));
        List<SyncPage> changes = changes(streams, before);

        assertThat(Reading.keys(changes))
                .contains("-user/" + user + ";holds=licence")
                .contains(key);
        assertThat(Objects.requireNonNull(Reading.grants(changes).get(key)).external())
                .isTrue();
    }

    @Test
    void userOfWhomOnlyTheLicencesAreTold_isReadAnew_butNobodyOfWhomNothingIsToldOfLicences() {
        SyncStreams streams = Reading.streams(door);
        List<SyncPage> before = Reading.shards(streams, "licences");
        door.onFirst(
                        "/now",
                        "{\"@odata.deltaLink\":\"https://graph.test/later\",\"value\":["
                                + "{\"id\":\"u\",\"assignedLicenses\":[{\"skuId\":\"s\"}]},{\"id\":\"v\",\"city\":\"Bern\"}]}")
                .onFirst("id in ('u')", "{\"value\":[{\"id\":\"u\",\"licenseAssignmentStates\":[{\"skuId\":\"s\"}]}]}");

        assertThat(Reading.keys(changes(streams, before)))
                .containsExactly("-user/u;holds=licence", "licence/s#assigned@user/u");
        assertThat(door.asked).anyMatch(asked -> asked.contains("id in ('u')"));
    }

    private static List<SyncPage> changes(SyncStreams streams, List<SyncPage> before) {
        Checkpoint checkpoint = before.stream()
                .map(SyncPage::next)
                .filter(NextStep.Done.class::isInstance)
                .flatMap(done -> ((NextStep.Done) done).checkpoint().stream())
                .findFirst()
                .orElseThrow();
        SyncPartition users = streams.plan(new SyncRequest(Set.of("licences"), List.of(checkpoint), 999)).stream()
                .filter(SyncPartition::incremental)
                .findFirst()
                .orElseThrow();
        return Reading.pages(streams::read, users);
    }

    @Test
    void withoutPermissionForProducts_theReportSaysSo() {
        tenant.permit("User.ReadBasic.All");

        List<SyncPage> pages = read(Map.of());

        assertThat(Reading.keys(pages)).isEmpty();
        assertThat(pages)
                .flatExtracting(SyncPage::notices)
                .hasSize(3)
                .allSatisfy(notice -> assertThat(notice.code()).isEqualTo("without-licences"))
                .anySatisfy(notice -> assertThat(notice.remedy()).contains("LicenseAssignment.Read.All"));
    }
}
