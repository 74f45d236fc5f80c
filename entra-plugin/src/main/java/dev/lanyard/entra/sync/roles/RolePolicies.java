package dev.lanyard.entra.sync.roles;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that PIM sets for each role: how long it can be held, and what activating it takes. For one thread.
 *
 * <p>Source of the rules' ids: "Rules in PIM - mapping guide" of Microsoft Graph's reference.
 */
final class RolePolicies {

    private static final PropertyTable RULE = PropertyTable.builder()
            .add(TEXT, "id", "maximumDuration")
            .add(FLAG, "isExpirationRequired")
            .add(TEXTS, "enabledRules")
            .add(
                    structureOf(PropertyTable.builder()
                            .add(FLAG, "isApprovalRequired")
                            .build()),
                    "setting")
            .build();

    private static final PageReader READER = new PageReader(
            "role management policies",
            PropertyTable.builder()
                    .add(TEXT, "roleDefinitionId")
                    .add(
                            structureOf(PropertyTable.builder()
                                    .add(listOf(structureOf(RULE)), "rules")
                                    .build()),
                            "policy")
                    .build(),
            Set.of());

    private final Map<String, Map<String, AttributeValue>> byRole = new HashMap<>();

    PageEnd read(PageBuilder page, byte[] body) {
        return READER.read(body, new RowVisitor() {
            @Override
            public void row(Row row) {
                Map<String, AttributeValue> bounds =
                        byRole.computeIfAbsent(row.text("roleDefinitionId"), role -> new HashMap<>());
                row.structure("policy").ifPresent(policy -> rules(policy).forEach(rule -> add(bounds, rule)));
                page.skipProblems(EntraTypes.ROLE + "/" + row.text("roleDefinitionId"), row);
            }

            @Override
            public void notAnObject() {
                page.skipRow(EntraTypes.ROLE, "rules that are not an object");
            }
        });
    }

    /** Adds what bounds a role to its attributes. */
    void addTo(Attributes.Builder attributes, String role) {
        byRole.getOrDefault(role, Map.of()).forEach(attributes::put);
    }

    private static void add(Map<String, AttributeValue> bounds, Attributes rule) {
        switch (rule.text("id").orElse("")) {
            case "Expiration_EndUser_Assignment" ->
                text(rule, "maximumDuration").ifPresent(longest -> bounds.put("activationMaximumDuration", longest));
            case "Expiration_Admin_Eligibility" -> {
                text(rule, "maximumDuration").ifPresent(longest -> bounds.put("eligibilityMaximumDuration", longest));
                bounds.put("permanentEligibilityAllowed", new AttributeValue.Flag(!flag(rule, "isExpirationRequired")));
            }
            case "Expiration_Admin_Assignment" -> {
                text(rule, "maximumDuration").ifPresent(longest -> bounds.put("assignmentMaximumDuration", longest));
                bounds.put("permanentAssignmentAllowed", new AttributeValue.Flag(!flag(rule, "isExpirationRequired")));
            }
            case "Enablement_EndUser_Assignment" -> {
                bounds.put("activationRequiresMfa", enabled(rule, "MultiFactorAuthentication"));
                bounds.put("activationRequiresJustification", enabled(rule, "Justification"));
            }
            case "Approval_EndUser_Assignment" ->
                bounds.put(
                        "activationRequiresApproval",
                        new AttributeValue.Flag(
                                rule.get("setting").orElse(null) instanceof AttributeValue.Structure setting
                                        && flag(setting.fields(), "isApprovalRequired")));
            default -> {
                // Notifications, and what administrators must do to assign.
            }
        }
    }

    private static AttributeValue enabled(Attributes rule, String what) {
        return new AttributeValue.Flag(rule.get("enabledRules").orElse(null) instanceof AttributeValue.Sequence rules
                && rules.values().contains(new AttributeValue.Text(what)));
    }

    private static Optional<AttributeValue> text(Attributes rule, String name) {
        return rule.text(name).map(AttributeValue.Text::new);
    }

    private static boolean flag(Attributes rule, String name) {
        return rule.get(name).orElse(null) instanceof AttributeValue.Flag flag && flag.value();
    }

    private static List<Attributes> rules(Attributes policy) {
        return policy.get("rules").orElse(null) instanceof AttributeValue.Sequence rules
                ? rules.values().stream()
                        .filter(AttributeValue.Structure.class::isInstance)
                        .map(rule -> ((AttributeValue.Structure) rule).fields())
                        .toList()
                : List.of();
    }
}
