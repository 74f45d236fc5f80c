package dev.lanyard.entra.sync.applications;

import dev.lanyard.entra.rows.Link;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the records of one application: itself, what can be had on it, and who has it. */
final class ApplicationRecords {

    /** The app role that Graph writes where someone has access without any role. */
    private static final String NO_ROLE = "00000000-0000-0000-0000-000000000000";

    /** These have a place of their own, or are told by another stream. */
    private static final Set<String> NOT_ATTRIBUTES = Set.of(
            PrincipalQueries.ID,
            PrincipalQueries.DISPLAY_NAME,
            PrincipalQueries.ACCOUNT_ENABLED,
            PrincipalQueries.ALTERNATIVE_NAMES,
            PrincipalQueries.APP_ROLES,
            PrincipalQueries.ASSIGNED_TO,
            Credentials.KEYS,
            Credentials.PASSWORDS);

    private static final Map<String, String> PRINCIPAL_TYPES = Map.of(
            "User", EntraTypes.USER,
            "Group", EntraTypes.GROUP,
            "ServicePrincipal", EntraTypes.SERVICE_PRINCIPAL);

    private final PageBuilder page;
    private final ResourceId application;
    private final String name;
    private final Map<String, Set<String>> accepted = new HashMap<>();
    private final Map<String, Entitlement> declared = new LinkedHashMap<>();

    private ApplicationRecords(PageBuilder page, ResourceId application, String name) {
        this.page = page;
        this.application = application;
        this.name = name;
    }

    /** Adds the application and what can be had on it. */
    static ApplicationRecords of(PageBuilder page, Row row) {
        ApplicationRecords records = known(page, row);
        records.addItself(row);
        records.declared.values().forEach(page::add);
        return records;
    }

    /** Adds nothing yet: the application itself has been added before. */
    static ApplicationRecords known(PageBuilder page, Row row) {
        String id = row.text(PrincipalQueries.ID);
        String name = row.text(PrincipalQueries.DISPLAY_NAME);
        ApplicationRecords records = new ApplicationRecords(
                page, new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id), name.isBlank() ? id : name);
        records.declare(row.structures(PrincipalQueries.APP_ROLES));
        return records;
    }

    private void declare(List<Attributes> roles) {
        boolean anyForUsers = false;
        for (Attributes role : roles) {
            Set<String> types = new TreeSet<>(Set.of(EntraTypes.DIRECTORY_OBJECT));
            List<String> allowed = texts(role, "allowedMemberTypes");
            if (allowed.contains("User")) {
                types.addAll(Set.of(EntraTypes.USER, EntraTypes.GROUP));
                anyForUsers = true;
            }
            if (allowed.contains("Application")) {
                types.add(EntraTypes.SERVICE_PRINCIPAL);
            }
            boolean enabled = !role.get("isEnabled").equals(Optional.of(new AttributeValue.Flag(false)));
            String label = role.text("displayName").or(() -> role.text("value")).orElse("Role");
            role.text("id").ifPresent(id -> declare(slug(id), label, types, enabled));
        }
        if (!anyForUsers) {
            declare(EntraTypes.DEFAULT_ACCESS, "Default access", EntraTypes.ASSIGNABLE_TYPES, true);
        }
        Entitlement owner = new Entitlement(
                new EntitlementId(application, EntraTypes.OWNER),
                "Owner of " + name,
                Purpose.OWNERSHIP,
                EntraTypes.OWNER_TYPES,
                Optional.empty());
        declared.put(EntraTypes.OWNER, owner);
    }

    private Entitlement declare(String slug, String label, Set<String> types, boolean enabled) {
        Entitlement entitlement = new Entitlement(
                new EntitlementId(application, slug),
                label + " of " + name,
                Purpose.ASSIGNMENT,
                types,
                enabled
                        ? Optional.empty()
                        : Optional.of(new Refusal("disabled", "the application has switched this role off")));
        accepted.put(slug, types);
        declared.put(slug, entitlement);
        return entitlement;
    }

    static String slug(String roleId) {
        return roleId.equals(NO_ROLE) ? EntraTypes.DEFAULT_ACCESS : EntraTypes.APP_ROLE_PREFIX + roleId;
    }

    private void addItself(Row row) {
        page.add(new Resource(
                application,
                name,
                row.flag(PrincipalQueries.ACCOUNT_ENABLED, true) ? Status.ENABLED : Status.DISABLED,
                Set.of(Trait.APPLICATION),
                Optional.empty(),
                row.attributes(NOT_ATTRIBUTES).build()));
        page.skipProblems(application.text(), row, property -> !Credentials.OF_PRINCIPALS.contains(property));
    }

    /** Adds who is assigned. An assignment outlives its role, which is then described from the assignment alone. */
    void addAssignments(List<Attributes> assignments) {
        for (Attributes assignment : assignments) {
            Optional<String> principal = assignment.text("principalId");
            Optional<String> role = assignment.text("appRoleId");
            if (principal.isEmpty() || role.isEmpty()) {
                page.skip(application.text(), "malformed", "an assignment that names no principal or role");
                continue;
            }
            String slug = slug(role.get());
            if (!accepted.containsKey(slug)) {
                String label = slug.equals(EntraTypes.DEFAULT_ACCESS) ? "Default access" : "A role no longer declared";
                page.add(declare(slug, label, EntraTypes.ASSIGNABLE_TYPES, slug.equals(EntraTypes.DEFAULT_ACCESS)));
            }
            addGrant(slug, assignment, principal.get());
        }
    }

    private void addGrant(String slug, Attributes assignment, String principal) {
        String type =
                PRINCIPAL_TYPES.getOrDefault(assignment.text("principalType").orElse(""), EntraTypes.DIRECTORY_OBJECT);
        String kept = accepted.getOrDefault(slug, Set.of()).contains(type) ? type : EntraTypes.DIRECTORY_OBJECT;
        Attributes.Builder attributes = Attributes.builder();
        assignment.get("createdDateTime").ifPresent(time -> attributes.put("createdDateTime", time));
        page.add(new Grant(
                GrantKey.direct(new EntitlementId(application, slug), new ResourceId(kept, principal)),
                kept.equals(EntraTypes.GROUP),
                EntraTypes.isExternal(kept),
                Validity.PERMANENT,
                attributes.build()));
    }

    /** Adds who owns an application. */
    static void addOwners(PageBuilder page, String id, List<Link> owners) {
        EntitlementId owner = new EntitlementId(new ResourceId(EntraTypes.SERVICE_PRINCIPAL, id), EntraTypes.OWNER);
        for (Link link : owners) {
            String type = EntraTypes.ofGraphType(link.type());
            String kept = EntraTypes.OWNER_TYPES.contains(type) ? type : EntraTypes.DIRECTORY_OBJECT;
            page.add(new Grant(
                    GrantKey.direct(owner, new ResourceId(kept, link.id())),
                    false,
                    EntraTypes.isExternal(kept),
                    Validity.PERMANENT));
        }
    }

    private static List<String> texts(Attributes attributes, String name) {
        return attributes.get(name).orElse(null) instanceof AttributeValue.Sequence sequence
                ? sequence.values().stream()
                        .filter(AttributeValue.Text.class::isInstance)
                        .map(each -> ((AttributeValue.Text) each).value())
                        .toList()
                : List.of();
    }
}
