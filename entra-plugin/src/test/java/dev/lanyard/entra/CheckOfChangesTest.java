package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.config.ExchangePermissions;
import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code check()} says of each change and action, and what there is to grant. */
@Timeout(120)
class CheckOfChangesTest {

    private static final ConnectedTenant TENANT = new ConnectedTenant();
    private static final ConnectorDescriptor DESCRIPTOR = new EntraPlugin().descriptor();

    /** With one stream only, a check is two requests. */
    private static final Map<String, String> SMALL = Map.of("streams", "accounts", "scimProvisioning", "true");

    /** A change or action. */
    private record Capability(String id, List<Permission> permissions, List<String> roles) {
        /** Exchange is not switched on here. */
        Capability {
            permissions = permissions.stream()
                    .filter(each -> !each.anyOf().equals(ExchangePermissions.MANAGE.anyOf()))
                    .toList();
            roles = roles.equals(ExchangePermissions.ROLES) ? List.of() : roles;
        }

        Capability(ChangeDescriptor change) {
            this(change.id(), change.permissions(), change.privilegedRoles());
        }

        Capability(ActionDescriptor action) {
            this(action.id(), action.permissions(), action.privilegedRoles());
        }
    }

    /** Whoever is this is more than enough. */
    @BeforeAll
    static void beGlobalAdministrator() {
        TENANT.simulator().setDirectoryRoles(DirectoryRole.GLOBAL_ADMINISTRATOR);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    private static List<Capability> capabilities() {
        return Stream.concat(
                        DESCRIPTOR.changes().stream().map(Capability::new),
                        DESCRIPTOR.actions().stream().map(Capability::new))
                .toList();
    }

    static Set<List<String>> permissions() {
        return capabilities().stream()
                .flatMap(each -> each.permissions().stream())
                .map(Permission::anyOf)
                .collect(Collectors.toSet());
    }

    private static Set<String> everything() {
        Set<String> granted = new TreeSet<>(Set.of("User.Read.All"));
        permissions().forEach(anyOf -> granted.add(anyOf.get(0)));
        return granted;
    }

    @Test
    void withEverythingGranted_eachIsReady_andItsRolesAreTold() {
        TENANT.grant(everything());

        List<ChangeStatus> statuses = TENANT.check(SMALL).changes();

        assertThat(statuses)
                .containsExactlyElementsOf(capabilities().stream()
                        .map(each -> new ChangeStatus(
                                each.id(),
                                Readiness.READY,
                                List.of(),
                                each.roles(),
                                each.roles().isEmpty() ? Optional.empty() : Optional.of(true)))
                        .toList());
        assertThat(statuses).anyMatch(status -> status.privilegedRoles().contains("User Administrator"));
    }

    @ParameterizedTest
    @MethodSource("permissions")
    void missingPermission_isNamedByWhateverNeedsIt_andByNoOther(List<String> missing) {
        Set<String> granted = everything();
        missing.forEach(granted::remove);
        granted.add("User.Read.All");
        TENANT.grant(granted);

        CheckReport report = TENANT.check(SMALL);

        for (int i = 0; i < capabilities().size(); i++) {
            Capability capability = capabilities().get(i);
            List<Permission> lacking = capability.permissions().stream()
                    .filter(each -> each.anyOf().stream().noneMatch(granted::contains))
                    .toList();
            ChangeStatus status = report.changes().get(i);
            assertThat(status.change()).isEqualTo(capability.id());
            assertThat(status.findings())
                    .as(status.change())
                    .extracting(Finding::subject)
                    .containsExactlyElementsOf(
                            lacking.stream().map(Permission::least).toList());
            assertThat(status.readiness())
                    .isEqualTo(
                            lacking.isEmpty()
                                    ? Readiness.READY
                                    : lacking.stream().allMatch(Permission::optional)
                                            ? Readiness.DEGRADED
                                            : Readiness.BLOCKED);
        }
        assertThat(report.usable()).as("reading is").isTrue();
        assertThat(report.changes()).anyMatch(status -> status.readiness() != Readiness.READY);
        assertThat(report.toChange())
                .filteredOn(each -> each.granted().equals(Optional.of(false)))
                .isNotEmpty();
    }

    @Test
    void whatASettingSwitchesOff_isNotMissed() {
        Set<String> granted = everything();
        granted.remove("Synchronization.ReadWrite.All");
        TENANT.grant(granted);

        assertThat(readiness(Map.of("streams", "accounts"), "grant-app-role")).isEqualTo(Readiness.READY);
        assertThat(readiness(SMALL, "grant-app-role")).isEqualTo(Readiness.DEGRADED);
        assertThat(TENANT.check(SMALL).settings())
                .filteredOn(status -> status.capability().equals("scimProvisioning"))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.readiness()).isEqualTo(Readiness.BLOCKED);
                    assertThat(status.findings())
                            .extracting(Finding::subject)
                            .containsExactly("Synchronization.ReadWrite.All");
                });
    }

    @Test
    void permissionsToReadAndToChange_areApart_andEachSetIsEnough() {
        TENANT.grantAllBut(List.of());
        CheckReport reading = TENANT.check(Map.of());
        assertThat(reading.toRead()).extracting(NeededPermission::granted).containsOnly(Optional.of(true));
        assertThat(names(reading.toRead()))
                .contains("User.Read.All", "GroupMember.Read.All")
                .noneMatch(name -> name.contains("Write"));
        assertThat(reading.toChange()).extracting(NeededPermission::granted).contains(Optional.of(false));

        TENANT.grant(names(reading.toChange()));
        CheckReport changing = TENANT.check(Map.of());
        assertThat(changing.capabilities())
                .filteredOn(status -> !isSwitchedOff(status.capability()))
                .allSatisfy(status -> assertThat(status.readiness()).isEqualTo(Readiness.READY));
        assertThat(changing.changes())
                .allSatisfy(status -> assertThat(status.readiness()).isEqualTo(Readiness.READY));
        assertThat(names(changing.toChange()))
                .contains("User.ReadWrite.All", "User-PasswordProfile.ReadWrite.All")
                .doesNotContain("User.Read.All", "GroupMember.Read.All");
        assertThat(changing.toRead()).extracting(NeededPermission::granted).containsOnly(Optional.of(true));
        NeededPermission groups = changing.toChange().stream()
                .filter(each -> each.name().equals("Group.ReadWrite.All"))
                .findFirst()
                .orElseThrow();
        assertThat(groups.optional()).isFalse();
        assertThat(groups.capabilities()).contains("groups", "new-group", "grant-group", "revoke-group");
    }

    private static boolean isSwitchedOff(String stream) {
        return Set.of("sign-in-activity", "mailboxes").contains(stream);
    }

    private static Readiness readiness(Map<String, String> settings, String change) {
        return TENANT.check(settings).changes().stream()
                .filter(status -> status.change().equals(change))
                .findFirst()
                .orElseThrow()
                .readiness();
    }

    private static Set<String> names(List<NeededPermission> permissions) {
        return permissions.stream().map(NeededPermission::name).collect(Collectors.toSet());
    }
}
