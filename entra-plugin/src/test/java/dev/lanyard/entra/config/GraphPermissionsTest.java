package dev.lanyard.entra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lanyard.entra.EntraPlugin;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this connector says it must be permitted to do is what Microsoft publishes. */
class GraphPermissionsTest {

    private static final Path PUBLISHED = Path.of("../../shared/data/graph-permissions.json");

    /**
     * A list of ours and the operation that it is for.
     *
     * @param deviation why our first is not among the published least, or empty if it is
     */
    private record Row(String operation, List<String> ours, String deviation) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row("GET /users", GraphPermissions.USERS, "User.ReadBasic.All hides most properties"),
                new Row("GET /groups/{id}/owners", GraphPermissions.GROUPS, ""),
                new Row("GET /serviceprincipals", GraphPermissions.APPLICATIONS, ""),
                new Row("GET /serviceprincipals/{id}/approleassignedto", GraphPermissions.APPLICATIONS, ""),
                new Row(
                        "GET /applications/{id}/federatedidentitycredentials",
                        GraphPermissions.FEDERATED_CREDENTIALS,
                        ""),
                new Row(
                        "GET /serviceprincipals/{id}/synchronization/jobs",
                        GraphPermissions.SYNCHRONIZATION_JOBS,
                        "the published least one can write"),
                new Row(
                        "POST /serviceprincipals/{id}/synchronization/jobs/{id}/start",
                        ScimPermissions.START.anyOf(),
                        "the published least one is for applications that one owns"),
                new Row("GET /auditlogs/directoryaudits", GraphPermissions.AUDIT_LOG, ""),
                new Row("GET /auditlogs/signins", GraphPermissions.SIGN_INS, ""),
                new Row("GET /rolemanagement/directory/roleassignments", GraphPermissions.ROLES, ""),
                new Row(
                        "GET /rolemanagement/directory/roleassignmentscheduleinstances",
                        GraphPermissions.ROLE_SCHEDULES,
                        ""),
                new Row(
                        "GET /rolemanagement/directory/roleeligibilityscheduleinstances",
                        GraphPermissions.ROLE_ELIGIBILITY,
                        ""),
                new Row(
                        "GET /policies/rolemanagementpolicyassignments",
                        GraphPermissions.ROLE_POLICIES,
                        "the published least one reads roles beyond the directory"),
                new Row(
                        "GET /identitygovernance/privilegedaccess/group/eligibilityscheduleinstances",
                        GraphPermissions.GROUP_ELIGIBILITY,
                        ""),
                new Row(
                        "GET /identitygovernance/privilegedaccess/group/assignmentscheduleinstances",
                        GraphPermissions.GROUP_ASSIGNMENTS,
                        ""),
                new Row("GET /rolemanagement/directory/roleassignmentschedules", GraphPermissions.ROLE_SCHEDULES, ""),
                new Row("GET /subscribedskus", GraphPermissions.LICENCES, ""),
                new Row("GET /users/{id}/mailboxsettings", GraphPermissions.MAILBOX_SETTINGS, ""),
                new Row("POST /directoryobjects/getbyids", GraphPermissions.OBJECTS_BY_ID, ""));
    }

    /** Lists for what the published table does not have; the reference pages of Microsoft do. */
    private static final Set<List<String>> UNPUBLISHED = Set.of(
            GraphPermissions.HIDDEN_MEMBERS, GraphPermissions.DELETED_GROUPS, ExchangePermissions.MANAGE.anyOf());

    @Test
    void everyStreamAndSetting_needsWhatIsCompared() {
        ConnectorDescriptor connector = new EntraPlugin().descriptor();
        Set<List<String>> compared = rows().map(Row::ours).collect(Collectors.toCollection(HashSet::new));
        compared.addAll(UNPUBLISHED);

        assertThat(Stream.of(
                                connector.streams().stream().flatMap(each -> each.permissions().stream()),
                                connector.feeds().stream().flatMap(each -> each.permissions().stream()),
                                connector.schema().fields().stream().flatMap(each -> each.permissions().stream()))
                        .flatMap(each -> each)
                        .map(Permission::anyOf))
                .isNotEmpty()
                .isSubsetOf(compared);
    }

    @Test
    void everySettingThatSaysWhatIsRead_saysWhatItNeeds() {
        // Which streams are read is no permission of its own: each stream has its own.
        assertThat(ReadingFields.all())
                .filteredOn(field -> !field.name().equals(EntraSchema.STREAMS))
                .hasSize(10)
                .allSatisfy(field ->
                        assertThat(field.permissions()).as(field.name()).isNotEmpty());
        assertThat(EntraSchema.schema()
                        .field(EntraSchema.SIGN_IN_ACTIVITY)
                        .orElseThrow()
                        .licence())
                .contains("Microsoft Entra ID P1 or P2");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void ours_areAmongThePublished_theLeastFirst(Row row) throws IOException {
        assumeTrue(Files.exists(PUBLISHED), "the published permissions are not on this machine");
        Set<String> least = new HashSet<>();
        Set<String> all = new HashSet<>();
        try (JsonParser json = Json.FACTORY.createParser(PUBLISHED.toFile())) {
            find(json, row.operation());
            String list = "";
            while (json.nextToken() != JsonToken.END_OBJECT) {
                if (json.hasToken(JsonToken.FIELD_NAME)) {
                    list = json.currentName();
                } else if (json.hasToken(JsonToken.VALUE_STRING)) {
                    all.add(json.getText());
                    if (list.equals("least")) {
                        least.add(json.getText());
                    }
                }
            }
        }
        assertThat(all).as(row.operation()).containsAll(row.ours());
        if (row.deviation().isEmpty()) {
            assertThat(least).as(row.operation()).contains(row.ours().get(0));
        }
    }

    private static void find(JsonParser json, String operation) throws IOException {
        json.nextToken();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals(operation)) {
                return;
            }
            json.skipChildren();
        }
        throw new AssertionError("nothing is published of " + operation);
    }
}
