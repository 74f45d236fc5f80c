package dev.lanyard.entra.sync.roles;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;

import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.PrivilegedRoles;
import dev.lanyard.entra.types.ReservedRoles;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes records of directory roles and of who has them. */
final class RoleRecords {

    static final PropertyTable ROLE = PropertyTable.builder()
            .add(TEXT, "id", "displayName", "description", "templateId")
            .add(FLAG, "isBuiltIn", "isEnabled")
            .add(TEXTS, "resourceScopes")
            .build();

    private static final Set<Trait> PLAIN = Set.of(Trait.ROLE);
    private static final Set<Trait> PRIVILEGED = Set.of(Trait.ROLE, Trait.PRIVILEGED);

    private static final String TENANT = "/";

    private static final PageReader ROLES = new PageReader("role definitions", ROLE, Set.of());
    private static final PageReader HOLDERS = new PageReader(
            "role assignments",
            PropertyTable.builder()
                    .add(TEXT, "roleDefinitionId", "principalId", "directoryScopeId", "appScopeId")
                    .add(TEXT, "assignmentType", "memberType")
                    .add(TIME, "startDateTime", "endDateTime")
                    .add(ValueReaders.TYPE, "principal")
                    .build(),
            Set.of());

    private RoleRecords() {}

    static PageEnd addRoles(PageBuilder page, byte[] body, RolePolicies policies) {
        return ROLES.read(body, new RowVisitor() {
            @Override
            public void row(Row row) {
                addRole(page, row, policies);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.ROLE, "an entry of the page that is not an object");
            }
        });
    }

    private static void addRole(PageBuilder page, Row row, RolePolicies policies) {
        String id = row.text("id");
        if (id.isBlank()) {
            page.skipRow(EntraTypes.ROLE, "a role without id");
            return;
        }
        ResourceId role = new ResourceId(EntraTypes.ROLE, id);
        String name = row.text("displayName").isBlank() ? id : row.text("displayName");
        boolean enabled = row.flag("isEnabled", true);
        Attributes.Builder attributes = row.attributes(Set.of("id", "displayName", "isEnabled"));
        policies.addTo(attributes, id);
        page.add(new Resource(
                role,
                name,
                enabled ? Status.ENABLED : Status.DISABLED,
                PrivilegedRoles.contains(id) ? PRIVILEGED : PLAIN,
                Optional.empty(),
                attributes.build()));
        page.add(new Entitlement(
                new EntitlementId(role, EntraTypes.ASSIGNED),
                name,
                Purpose.ASSIGNMENT,
                EntraTypes.ASSIGNABLE_TYPES,
                enabled
                        ? ReservedRoles.refusal(id)
                        : Optional.of(new Refusal("disabled", "the role is switched off and cannot be assigned"))));
        page.skipProblems(role.text(), row);
    }

    /** Adds who has one of the roles that were listed; a grant of any other would be of something that nobody tells. */
    static PageEnd addHolders(PageBuilder page, byte[] body, Holding holding, Set<String> listed) {
        return HOLDERS.read(body, new RowVisitor() {
            @Override
            public void row(Row row) {
                addHolder(page, row, holding, listed);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.ROLE, "an assignment that is not an object");
            }
        });
    }

    private static void addHolder(PageBuilder page, Row row, Holding holding, Set<String> listed) {
        String role = row.text("roleDefinitionId");
        String principal = row.text("principalId");
        if (role.isBlank() || principal.isBlank()) {
            page.skipRow(EntraTypes.ROLE, "an assignment that names no role or principal");
            return;
        }
        if (row.text("memberType").equalsIgnoreCase("group")) {
            // Who has it through a group follows from the group's own assignment, which is listed too.
            return;
        }
        String type = EntraTypes.ofGraphType(row.text("principal"));
        String kept = EntraTypes.ASSIGNABLE_TYPES.contains(type) ? type : EntraTypes.DIRECTORY_OBJECT;
        Optional<Instant> until = row.time("endDateTime");
        Holding held = holding == Holding.ACTIVE && until.isPresent() ? Holding.TEMPORARY : holding;
        Attributes.Builder attributes = Attributes.builder();
        if (!row.text("assignmentType").isEmpty()) {
            attributes.put("assignmentType", row.text("assignmentType"));
        }
        GrantKey key = new GrantKey(
                new EntitlementId(new ResourceId(EntraTypes.ROLE, role), EntraTypes.ASSIGNED),
                new ResourceId(kept, principal),
                held,
                scope(row),
                Optional.empty());
        if (!listed.contains(role)) {
            page.skip(key.text(), "unknown-role", "the role is not listed: it was made or deleted during the sync");
            return;
        }
        page.add(new Grant(
                key,
                kept.equals(EntraTypes.GROUP),
                EntraTypes.isExternal(kept),
                new Validity(row.time("startDateTime"), until),
                attributes.build()));
        page.skipProblems(key.text(), row);
    }

    /** Where it applies: an administrative unit, an application, or empty for the whole tenant. */
    private static Optional<String> scope(Row row) {
        String directory = row.text("directoryScopeId");
        String application = row.text("appScopeId");
        if (directory.isEmpty() || directory.equals(TENANT)) {
            return application.isEmpty() || application.equals(TENANT) ? Optional.empty() : Optional.of(application);
        }
        return Optional.of(directory);
    }
}
