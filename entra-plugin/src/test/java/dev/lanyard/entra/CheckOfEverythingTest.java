package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connector with everything switched on, checked against tenants that lack each permission, licence and role in turn:
 * whatever needs it says so, and nothing else does.
 */
@Timeout(180)
class CheckOfEverythingTest {

    private static final ConnectedTenant TENANT = new ConnectedTenant();
    private static final ConnectorDescriptor DESCRIPTOR = new EntraPlugin().descriptor();
    private static final String P1 = "Microsoft Entra ID P1 or P2";
    private static final String P2 = "Microsoft Entra ID P2 or Microsoft Entra ID Governance";

    /** Needed by {@code groups} where the settings are as here; their own descriptions say so. */
    private static final List<String> OF_GROUPS = List.of("includeDeleted", "skipOnPremisesGroups");

    /** What is asked of PIM, by capability; how many of its lists a licence is missing for. */
    private static final Map<String, Integer> WITHOUT_PIM = Map.of(
            "roles",
            3,
            "privileged-groups",
            2,
            "privilegedGroups",
            1,
            "grant-role",
            1,
            "revoke-role",
            1,
            "grant-privileged-group",
            1,
            "revoke-privileged-group",
            1);

    private static final Map<String, Readiness> WITHOUT_P1 = Map.of(
            "sign-in-activity",
            Readiness.DEGRADED,
            "signInActivity",
            Readiness.DEGRADED,
            "usage",
            Readiness.BLOCKED,
            "usageFeed",
            Readiness.DEGRADED);

    private static final Set<String> BLOCKED_WITHOUT_PIM = Set.of("grant-privileged-group", "revoke-privileged-group");

    /** What is wrong with a capability, by its id. */
    private record Found(Readiness readiness, List<String> subjects) {}

    @BeforeEach
    void haveEverything() {
        TENANT.grant(everything());
        TENANT.simulator().tenant().setPremium(Premium.P2);
        TENANT.simulator().setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    /** Everything that the connector has to offer. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        for (String flag : List.of(
                "includeGuests",
                "includeDeleted",
                "skipOnPremisesGroups",
                "onPremisesExtensionAttributes",
                "signInActivity",
                "mailboxPurpose",
                "skipUnassignedApplications",
                "changeFeed",
                "usageFeed",
                "scimProvisioning",
                "exchangeOnline")) {
            settings.put(flag, "true");
        }
        settings.put("exchangeUrl", TENANT.simulator().url());
        settings.put("extensionAttributes", "legalAgeGroupClassification");
        var directory = TENANT.simulator().tenant().current();
        settings.put(
                "privilegedGroups",
                Objects.requireNonNull(directory.object(directory.slots(ObjectType.GROUP)[0]))
                        .id());
        return settings;
    }

    /** What each capability needs, by the descriptions alone. */
    private static Map<String, List<Permission>> needs() {
        Map<String, List<Permission>> needs = new LinkedHashMap<>();
        DESCRIPTOR.streams().forEach(stream -> needs.put(stream.id(), new ArrayList<>(stream.permissions())));
        DESCRIPTOR.feeds().forEach(feed -> needs.put(feed.id(), feed.permissions()));
        EntraSchema.schema().fields().stream()
                .filter(field -> settings().containsKey(field.name()))
                .filter(field -> !field.permissions().isEmpty())
                .forEach(field -> needs.put(field.name(), field.permissions()));
        OF_GROUPS.forEach(setting -> needs.getOrDefault(setting, List.of()).stream()
                .filter(Permission::optional)
                .forEach(Objects.requireNonNull(needs.get("groups"))::add));
        DESCRIPTOR.changes().forEach(change -> needs.put(change.id(), change.permissions()));
        DESCRIPTOR.actions().forEach(action -> needs.put(action.id(), action.permissions()));
        return needs;
    }

    private static Map<String, List<String>> roles() {
        Map<String, List<String>> roles = new LinkedHashMap<>();
        DESCRIPTOR.changes().forEach(change -> roles.put(change.id(), change.privilegedRoles()));
        DESCRIPTOR.actions().forEach(action -> roles.put(action.id(), action.privilegedRoles()));
        return roles;
    }

    private static Set<String> everything() {
        return needs().values().stream()
                .flatMap(List::stream)
                .map(Permission::least)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<List<String>> permissions() {
        return needs().values().stream()
                .flatMap(List::stream)
                .map(Permission::anyOf)
                .distinct();
    }

    @Test
    void withEverything_everythingIsReady_andItCostsLittle() {
        TENANT.simulator().resetStats();

        CheckReport report = TENANT.check(settings());

        assertThat(found(report).keySet()).containsExactlyInAnyOrderElementsOf(needs().keySet());
        assertThat(found(report)).allSatisfy((id, found) -> {
            assertThat(found.readiness()).isEqualTo(Readiness.READY);
            assertThat(found.subjects()).isEmpty();
        });
        assertThat(TENANT.simulator().stats().total().requests()).isBetween(1L, 15L);
        assertThat(TENANT.simulator().stats().writes()).isZero();
        assertThat(TENANT.simulator().stats().endpoints().keySet())
                .as("all lists were asked for")
                .contains("GET /users", "GET /groups", "GET /subscribedSkus", "GET /users/{id}/mailboxSettings");
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void aMissingPermission_isNamedByWhateverNeedsIt_andByNothingElse(List<String> missing) {
        Set<String> granted = everything();
        missing.forEach(granted::remove);
        TENANT.grant(granted);

        Map<String, Found> found = found(TENANT.check(settings()));

        assertThat(found.values()).anyMatch(each -> each.readiness() != Readiness.READY);
        needs().forEach((id, permissions) -> {
            List<Permission> lacking = permissions.stream()
                    .filter(each -> each.anyOf().stream().noneMatch(granted::contains))
                    .toList();
            assertThat(found.get(id))
                    .as(id)
                    .isEqualTo(new Found(
                            lacking.isEmpty()
                                    ? Readiness.READY
                                    : lacking.stream().allMatch(Permission::optional)
                                            ? Readiness.DEGRADED
                                            : Readiness.BLOCKED,
                            lacking.stream().map(Permission::least).toList()));
        });
    }

    @ParameterizedTest
    @CsvSource({"P1, false", "FREE, true"})
    void aMissingLicence_isNamedByWhateverNeedsIt_andByNothingElse(Premium premium, boolean withoutP1) {
        TENANT.simulator().tenant().setPremium(premium);

        found(TENANT.check(settings())).forEach((id, found) -> {
            if (WITHOUT_PIM.containsKey(id)) {
                assertThat(found.readiness())
                        .as(id)
                        .isEqualTo(BLOCKED_WITHOUT_PIM.contains(id) ? Readiness.BLOCKED : Readiness.DEGRADED);
                assertThat(found.subjects()).as(id).hasSize(WITHOUT_PIM.get(id)).containsOnly(P2);
            } else if (withoutP1 && WITHOUT_P1.containsKey(id)) {
                assertThat(found).as(id).isEqualTo(new Found(Objects.requireNonNull(WITHOUT_P1.get(id)), List.of(P1)));
            } else {
                assertThat(found).as(id).isEqualTo(new Found(Readiness.READY, List.of()));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("heldRoles")
    void aMissingRole_isNamedByWhateverNeedsIt_andByNothingElse(Set<String> held) {
        TENANT.simulator()
                .setDirectoryRoles(held.stream().map(DirectoryRole::named).toArray(DirectoryRole[]::new));

        CheckReport report = TENANT.check(settings());

        assertThat(report.changes()).extracting(ChangeStatus::privileged).isNotEmpty();
        report.changes().forEach(status -> {
            List<String> roles = Objects.requireNonNull(roles().get(status.change()));
            assertThat(status.privilegedRoles()).isEqualTo(roles);
            boolean missing = !roles.isEmpty() && roles.stream().noneMatch(held::contains);
            assertThat(status.privileged().orElse(true)).as(status.change()).isEqualTo(!missing);
            assertThat(new Found(status.readiness(), subjects(status.findings())))
                    .as(status.change())
                    .isEqualTo(
                            missing
                                    ? new Found(Readiness.DEGRADED, List.of(roles.get(0)))
                                    : new Found(Readiness.READY, List.of()));
        });
        assertThat(report.capabilities()).allMatch(status -> status.readiness() == Readiness.READY);
    }

    /** None, each by itself, and each that is missing. */
    static Stream<Set<String>> heldRoles() {
        Set<String> all =
                roles().values().stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(all).hasSizeGreaterThan(3);
        return Stream.of(
                        Stream.of(Set.<String>of(), all),
                        all.stream().map(Set::of),
                        all.stream()
                                .map(missing -> all.stream()
                                        .filter(each -> !each.equals(missing))
                                        .collect(Collectors.<String>toSet())))
                .flatMap(each -> each);
    }

    @Test
    void exchangeThatGivesNoToken_isNamedOnlyWhereItIsNeeded() {
        TENANT.simulator()
                .setFaults(new Fault("POST /login", Fault.Kind.STATUS, 400, null, null, null, null, null, null, 1));
        try {
            CheckReport report = TENANT.check(settings());

            assertThat(report.toChange())
                    .filteredOn(each -> each.name().equals("Exchange.ManageAsApp"))
                    .extracting(NeededPermission::granted)
                    .containsExactly(Optional.empty());
            found(report)
                    .forEach((id, each) -> assertThat(each.readiness())
                            .as(id)
                            .isEqualTo(
                                    Set.of("exchangeOnline", "grant-group", "revoke-group")
                                                    .contains(id)
                                            ? Readiness.DEGRADED
                                            : Readiness.READY));
        } finally {
            TENANT.simulator().setFaults();
        }
    }

    private static Map<String, Found> found(CheckReport report) {
        Map<String, Found> found = new LinkedHashMap<>();
        Stream.of(report.capabilities(), report.feeds(), report.settings())
                .flatMap(List::stream)
                .forEach(each -> found.put(each.capability(), new Found(each.readiness(), subjects(each.findings()))));
        report.changes()
                .forEach(each -> found.put(each.change(), new Found(each.readiness(), subjects(each.findings()))));
        return found;
    }

    private static List<String> subjects(List<Finding> findings) {
        return findings.stream().map(Finding::subject).toList();
    }
}
