package dev.lanyard.entra.provision.applications;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of an application before someone is assigned to it.
 *
 * @param name its display name, or its id
 * @param roles the roles that it declares
 */
record ApplicationFacts(String name, List<Role> roles) {

    private static final PageReader READER = new PageReader(
            "service principals",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName")
                    .add(
                            ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "id", "displayName")
                                    .add(ValueReaders.FLAG, "isEnabled")
                                    .add(ValueReaders.TEXTS, "allowedMemberTypes")
                                    .build())),
                            "appRoles")
                    .build(),
            Set.of());

    /**
     * A role that an application declares.
     *
     * @param id its id
     * @param name its display name, or its id
     * @param enabled whether it can be assigned
     * @param forTypes what can have it, by Graph's names: {@code User}, which includes groups, and {@code Application}
     */
    record Role(String id, String name, boolean enabled, Set<String> forTypes) {
        static Role of(Attributes role) {
            String id = role.text("id").orElse("");
            Set<String> types = role.get("allowedMemberTypes").orElse(null) instanceof AttributeValue.Sequence sequence
                    ? Set.copyOf(sequence.values().stream()
                            .map(each -> each instanceof AttributeValue.Text text ? text.value() : "")
                            .toList())
                    : Set.of();
            return new Role(
                    id,
                    role.text("displayName").orElse(id),
                    !role.get("isEnabled").equals(Optional.of(new AttributeValue.Flag(false))),
                    types);
        }

        boolean takes(String type) {
            return forTypes.contains(type.equals(EntraTypes.SERVICE_PRINCIPAL) ? "Application" : "User");
        }
    }

    /**
     * Reads applications.
     *
     * @param door reads
     * @param ids which
     * @return the facts by id, without applications that are not there
     */
    static Map<String, ApplicationFacts> read(GraphDoor door, Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<RequestInformation> reads = distinct.stream()
                .map(id ->
                        door.requests().get(GraphPath.of("/servicePrincipals/{}?$select=id,displayName,appRoles", id)))
                .toList();
        List<BatchReply> replies = door.batch(reads);
        Map<String, ApplicationFacts> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).status() != 404) {
                facts.put(distinct.get(i), Facts.one(READER, replies.get(i).bodyOrThrow(), ApplicationFacts::of));
            }
        }
        return facts;
    }

    private static ApplicationFacts of(Row row) {
        return new ApplicationFacts(
                row.text("displayName").isBlank() ? row.text("id") : row.text("displayName"),
                row.structures("appRoles").stream().map(Role::of).toList());
    }

    /** Why nobody of this type can be assigned in this role, or empty. */
    Optional<Refusal> refusal(String roleId, String type) {
        if (roleId.equals(AppRoleLink.NO_ROLE)) {
            return roles.stream().anyMatch(role -> role.enabled() && role.takes(type))
                    ? because(
                            "role-required", "the application '" + name + "' has roles, so one of them must be chosen")
                    : Optional.empty();
        }
        Optional<Role> known =
                roles.stream().filter(role -> role.id().equals(roleId)).findFirst();
        if (known.isEmpty()) {
            return because("no-such-role", "the application '" + name + "' declares no role " + roleId);
        }
        Role role = known.get();
        String named = "the role '" + role.name() + "' of the application '" + name + "'";
        if (!role.enabled()) {
            return because("disabled", named + " is switched off");
        }
        return role.takes(type)
                ? Optional.empty()
                : because("principal-type", named + " is for " + role.forTypes() + " only, not for a " + type);
    }

    private static Optional<Refusal> because(String code, String reason) {
        return Optional.of(new Refusal(code, reason));
    }
}
