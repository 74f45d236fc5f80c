package dev.lanyard.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.testing.ConnectedTenant;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting that says what is read, switched on without a permission or licence that it needs. */
@Timeout(120)
class SettingsWithoutPermissionTest {

    private static final ConnectedTenant TENANT = new ConnectedTenant();

    /**
     * A setting that is switched on, and a permission that is missing.
     *
     * @param setting its name
     * @param settings everything that is set
     * @param stream the stream that it is about
     * @param permission the least of the permissions that are missing
     * @param notice the code of the notice that the sync then leaves, or empty if the stream cannot be read at all
     */
    private record Missing(
            String setting, Map<String, String> settings, String stream, String permission, String notice) {}

    static Stream<Missing> missing() {
        String user = "User.Read.All";
        String group = "GroupMember.Read.All";
        Map<String, String> skip = Map.of("skipOnPremisesGroups", "true");
        Map<String, String> keep = Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true");
        Map<String, String> deleted = Map.of("includeDeleted", "true");
        Map<String, String> pim = Map.of("privilegedGroups", group());
        return Stream.of(
                new Missing(
                        "streams",
                        Map.of("streams", "roles"),
                        "roles",
                        "RoleManagement.Read.Directory",
                        "without-roles"),
                new Missing("includeGuests", Map.of("includeGuests", "true"), "accounts", user, ""),
                new Missing("includeDeleted", deleted, "accounts", user, ""),
                new Missing("includeDeleted", deleted, "groups", "Group.Read.All", "without-deleted-groups"),
                new Missing("skipOnPremisesGroups", skip, "groups", "Directory.Read.All", "on-premises-members-kept"),
                new Missing("skipOnPremisesGroups", skip, "groups", group, ""),
                new Missing("keepOnPremisesMembers", keep, "groups", group, ""),
                new Missing(
                        "onPremisesExtensionAttributes",
                        Map.of("onPremisesExtensionAttributes", "true"),
                        "accounts",
                        user,
                        ""),
                new Missing(
                        "extensionAttributes",
                        Map.of("extensionAttributes", "legalAgeGroupClassification"),
                        "accounts",
                        user,
                        ""),
                new Missing(
                        "signInActivity",
                        Map.of("signInActivity", "true"),
                        "sign-in-activity",
                        "AuditLog.Read.All",
                        "without-sign-in-activity"),
                new Missing(
                        "signInActivity",
                        Map.of("signInActivity", "true"),
                        "sign-in-activity",
                        user,
                        "without-sign-in-activity"),
                new Missing(
                        "mailboxPurpose",
                        Map.of("mailboxPurpose", "true"),
                        "mailboxes",
                        "MailboxSettings.Read",
                        "without-mailboxes"),
                new Missing("mailboxPurpose", Map.of("mailboxPurpose", "true"), "mailboxes", user, "without-mailboxes"),
                new Missing(
                        "skipUnassignedApplications",
                        Map.of("skipUnassignedApplications", "true"),
                        "applications",
                        "Application.Read.All",
                        "without-applications"),
                new Missing(
                        "privilegedGroups",
                        pim,
                        "privileged-groups",
                        "PrivilegedEligibilitySchedule.Read.AzureADGroup",
                        "without-eligibility"),
                new Missing(
                        "privilegedGroups",
                        pim,
                        "privileged-groups",
                        "PrivilegedAssignmentSchedule.Read.AzureADGroup",
                        "without-schedules"));
    }

    /** Some groups of every kind; what is a distribution list is gone for good. */
    @BeforeAll
    static void deleteSomeGroups() {
        for (DirectoryObject group : objects(ObjectType.GROUP).subList(0, 6)) {
            TENANT.simulator().tenant().delete(group.id(), false);
        }
        assertThat(TENANT.simulator().tenant().restorable()).isNotEmpty();
    }

    @AfterEach
    void buyEverything() {
        TENANT.simulator().tenant().setPremium(Premium.P2);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    @Test
    void everySetting_isTried_withEachPermissionThatItNeeds() {
        Set<String> tried =
                missing().map(each -> each.setting() + " " + each.permission()).collect(Collectors.toSet());
        // What only changes need is asked for when something is changed.
        Set<String> needed = EntraSchema.schema().fields().stream()
                .filter(field -> field.group().equals("What is read"))
                .flatMap(field -> field.permissions().stream().map(each -> field.name() + " " + each.least()))
                .collect(Collectors.toSet());

        assertThat(tried).containsAll(needed).hasSize(needed.size() + 1);
    }

    @ParameterizedTest
    @MethodSource("missing")
    void withoutThePermission_theCheckNamesIt_andTheSyncSaysSoAndGoesOn(Missing missing) {
        TENANT.grantAllBut(List.of());
        assertThat(TENANT.check(missing.settings(), missing.stream()).findings())
                .isEmpty();
        ConnectedTenant.Found whole = TENANT.read(missing.settings(), missing.stream());
        assertThat(whole.notices()).isEmpty();
        TENANT.grantAllBut(enough(missing));

        CapabilityStatus status = TENANT.check(missing.settings(), missing.stream());

        assertThat(status.readiness()).isEqualTo(missing.notice().isEmpty() ? Readiness.BLOCKED : Readiness.DEGRADED);
        assertThat(status.findings()).extracting(Finding::subject).contains(missing.permission());
        if (missing.notice().isEmpty()) {
            assertThatThrownBy(() -> TENANT.read(missing.settings(), missing.stream()))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(ErrorKind.PERMISSION);
                        assertThat(failure.remedy()).contains(missing.permission());
                    });
            return;
        }
        ConnectedTenant.Found found = TENANT.read(missing.settings(), missing.stream());
        assertThat(found.notices()).extracting(Notice::code).contains(missing.notice());
        assertThat(found.notices()).extracting(Notice::remedy).anyMatch(text -> text.contains(missing.permission()));
        if (!missing.notice().equals("on-premises-members-kept")) {
            assertThat(whole.keys())
                    .containsAll(found.keys())
                    .hasSizeGreaterThan(found.keys().size());
        } else {
            assertThat(found.keys())
                    .containsAll(whole.keys())
                    .hasSizeGreaterThan(whole.keys().size());
        }
    }

    /** Every permission that would do instead. */
    private static List<String> enough(Missing missing) {
        return Stream.concat(
                        EntraSchema.schema().field(missing.setting()).map(ConfigField::permissions).stream(),
                        new EntraPlugin()
                                .descriptor().stream(missing.stream()).map(each -> each.permissions()).stream())
                .flatMap(List::stream)
                .filter(permission -> permission.least().equals(missing.permission()))
                .flatMap(permission -> permission.anyOf().stream())
                .distinct()
                .toList();
    }

    @Test
    void membersThatAreKept_needNothingMore() {
        TENANT.grantAllBut(List.of("Directory.Read.All"));
        Map<String, String> keep = Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true");

        CheckReport report = TENANT.check(keep);

        assertThat(Stream.concat(report.capabilities().stream(), report.settings().stream()))
                .filteredOn(status -> Set.of("groups", "skipOnPremisesGroups", "keepOnPremisesMembers")
                        .contains(status.capability()))
                .hasSize(3)
                .allMatch(status -> status.readiness() == Readiness.READY);
        assertThat(TENANT.read(keep, "groups").notices()).isEmpty();
    }

    @Test
    void settingsThatAreOff_needNothing() {
        TENANT.grantAllBut(List.of("Directory.Read.All", "Group.Read.All"));

        assertThat(TENANT.check(Map.of(), "groups").readiness()).isEqualTo(Readiness.READY);
        assertThat(TENANT.read(Map.of(), "groups").notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"signInActivity, sign-in-activity, FREE", "privilegedGroups, privileged-groups, P1"})
    void withoutTheLicence_theCheckAndTheSyncSaySo(String setting, String stream, Premium premium) {
        TENANT.grantAllBut(List.of());
        Map<String, String> settings = Map.of(setting, setting.equals("privilegedGroups") ? group() : "true");
        assertThat(EntraSchema.schema().field(setting).orElseThrow().licence()).isPresent();
        assertThat(TENANT.read(settings, stream).keys()).isNotEmpty();
        TENANT.simulator().tenant().setPremium(premium);

        CapabilityStatus status = TENANT.check(settings, stream);
        ConnectedTenant.Found found = TENANT.read(settings, stream);

        assertThat(status.readiness()).isEqualTo(Readiness.DEGRADED);
        assertThat(status.findings()).allMatch(finding -> finding.message().contains("needs a licence"));
        assertThat(found.keys()).isEmpty();
        assertThat(found.notices())
                .isNotEmpty()
                .allMatch(notice -> notice.message().contains("needs a licence"));
    }

    @Test
    void privilegedGroups_on_areAskedAbout_andOff_areNot() {
        TENANT.grantAllBut(List.of());
        List<String> assignable = TENANT.simulator().state().stream()
                .filter(line -> line.contains("\"isAssignableToRole\":true"))
                .toList();
        String group = objects(ObjectType.GROUP).stream()
                .map(DirectoryObject::id)
                .filter(id -> assignable.stream().noneMatch(line -> line.contains(id)))
                .findFirst()
                .orElseThrow();
        String user = objects(ObjectType.USER).get(0).id();
        String instance = TENANT.simulator().tenant().makeEligibleForGroup(group, user, "member");
        String grant = "group/" + group + "#member@user/" + user + ";eligible";

        assertThat(TENANT.read(Map.of("privilegedGroups", group), "privileged-groups")
                        .keys())
                .contains(grant);
        assertThat(TENANT.read(Map.of(), "privileged-groups").keys())
                .isNotEmpty()
                .doesNotContain(grant);
        TENANT.simulator().tenant().end(instance);
    }

    private static String group() {
        return objects(ObjectType.GROUP).get(0).id();
    }

    private static List<DirectoryObject> objects(ObjectType type) {
        Directory directory = TENANT.simulator().tenant().current();
        List<DirectoryObject> objects = new ArrayList<>();
        for (int slot : directory.slots(type)) {
            DirectoryObject object = directory.object(slot);
            if (object != null) {
                objects.add(object);
            }
        }
        return objects;
    }
}
