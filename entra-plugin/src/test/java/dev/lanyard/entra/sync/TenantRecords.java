package dev.lanyard.entra.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which records a simulated tenant must yield, worked out from the simulator's own listing of it and from nothing that
 * the connector uses: every property is expected that is not left out here by name.
 */
final class TenantRecords {

    private static final Set<String> NOT_READ_OF_USERS = Set.of(
            "displayName",
            "accountEnabled",
            // Licences are another stream's.
            "assignedLicenses",
            "assignedPlans",
            "licenseAssignmentStates",
            "provisionedPlans",
            // Graph gives these for a single user only.
            "aboutMe",
            "birthday",
            "deviceEnrollmentLimit",
            "hireDate",
            "interests",
            "mailboxSettings",
            "mySite",
            "pastProjects",
            "preferredName",
            "print",
            "responsibilities",
            "schools",
            "skills",
            // These need further permissions.
            "customSecurityAttributes",
            "employeeLeaveDateTime",
            "signInActivity",
            // Said of every account, of no use to a platform.
            "authorizationInfo",
            "deletedDateTime",
            "identityParentId",
            "isResourceAccount",
            "legalAgeGroupClassification",
            "passwordProfile",
            "serviceProvisioningErrors");

    private static final Set<String> NOT_READ_OF_GROUPS = Set.of(
            "displayName",
            "assignedLabels",
            "assignedLicenses",
            "deletedDateTime",
            "hasMembersWithLicenseErrors",
            "infoCatalogs",
            "licenseProcessingState",
            "onPremisesExtensionAttributes",
            "organizationId",
            "serviceProvisioningErrors",
            // Graph gives these for a single group only.
            "accessType",
            "allowExternalSenders",
            "autoSubscribeNewMembers",
            "hideFromAddressLists",
            "hideFromOutlookClients",
            "isArchived",
            "isFavorite",
            "isSubscribedByMail",
            "unseenConversationsCount",
            "unseenCount",
            "unseenMessagesCount",
            "welcomeMessageEnabled");

    private static final Map<String, String> TYPES = Map.of(
            "user", "user",
            "group", "group",
            "servicePrincipal", "service-principal",
            "device", "device",
            "orgContact", "contact");

    private final Map<String, SyncRecord> accounts = new TreeMap<>();
    private final Map<String, SyncRecord> groups = new TreeMap<>();

    /** Reads the lines of a simulator's state. */
    TenantRecords(List<String> state) {
        state.forEach(line -> addLine(object(line)));
    }

    /** What the accounts stream must yield, by key. */
    Map<String, SyncRecord> accounts() {
        return accounts;
    }

    /** What the groups stream must yield, by key. */
    Map<String, SyncRecord> groups() {
        return groups;
    }

    private void addLine(Map<String, Object> line) {
        switch (text(line, "type")) {
            case "user" -> add(accounts, user(line));
            case "group" -> addGroup(line);
            case "membership" -> add(groups, grant(line, "member"));
            case "ownership" -> add(groups, grant(line, "owner"));
            default -> {
                // Devices and the like are not read; grants to them are.
            }
        }
    }

    private static void add(Map<String, SyncRecord> records, SyncRecord found) {
        records.put(found.key().text(), found);
    }

    private static Resource user(Map<String, Object> line) {
        Map<String, Object> properties = properties(line);
        Attributes.Builder attributes = attributes(properties, NOT_READ_OF_USERS);
        if (line.get("managerId") instanceof String manager) {
            attributes.put("manager", manager);
        }
        return new Resource(
                new ResourceId("user", text(line, "id")),
                text(properties, "displayName"),
                Boolean.FALSE.equals(properties.get("accountEnabled")) ? Status.DISABLED : Status.ENABLED,
                "Guest".equals(properties.get("userType")) ? Set.of(Trait.ACCOUNT, Trait.GUEST) : Set.of(Trait.ACCOUNT),
                Optional.empty(),
                attributes.build());
    }

    private void addGroup(Map<String, Object> line) {
        Map<String, Object> properties = properties(line);
        ResourceId id = new ResourceId("group", text(line, "id"));
        String name = text(properties, "displayName");
        List<?> types = properties.get("groupTypes") instanceof List<?> list ? list : List.of();
        boolean mail = Boolean.TRUE.equals(properties.get("mailEnabled"));
        boolean security = Boolean.TRUE.equals(properties.get("securityEnabled"));
        String kind = types.contains("Unified")
                ? "microsoft-365"
                : mail ? security ? "mail-enabled-security" : "distribution" : "security";
        boolean exchange = mail && !types.contains("Unified");
        boolean synced = Boolean.TRUE.equals(properties.get("onPremisesSyncEnabled"));
        boolean dynamic = types.contains("DynamicMembership");
        String owner = synced ? "synced" : exchange ? "exchange-managed" : "";
        add(
                groups,
                new Resource(
                        id,
                        name,
                        Status.ENABLED,
                        Set.of(Trait.GROUP),
                        Optional.empty(),
                        attributes(properties, NOT_READ_OF_GROUPS)
                                .put("groupKind", kind)
                                .build()));
        add(
                groups,
                entitlement(
                        id,
                        "member",
                        "Member of " + name,
                        kind.equals("microsoft-365")
                                ? Set.of("user")
                                : Set.of("user", "group", "service-principal", "device", "contact", "directory-object"),
                        synced ? "synced" : dynamic ? "dynamic" : exchange ? "exchange-managed" : ""));
        add(
                groups,
                entitlement(
                        id,
                        "owner",
                        "Owner of " + name,
                        Set.of("user", "service-principal", "directory-object"),
                        owner));
    }

    /** The reason is a sentence for people; only its code is compared, by {@link #withoutReason}. */
    private static Entitlement entitlement(
            ResourceId group, String slug, String name, Set<String> principals, String refusal) {
        return new Entitlement(
                new EntitlementId(group, slug),
                name,
                slug.equals("member") ? Purpose.MEMBERSHIP : Purpose.OWNERSHIP,
                principals,
                refusal.isEmpty() ? Optional.empty() : Optional.of(new Refusal(refusal, "")));
    }

    static SyncRecord withoutReason(SyncRecord found) {
        return found instanceof Entitlement entitlement
                ? new Entitlement(
                        entitlement.key(),
                        entitlement.displayName(),
                        entitlement.purpose(),
                        entitlement.principalTypes(),
                        entitlement.refusal().map(refusal -> new Refusal(refusal.code(), "")))
                : found;
    }

    private static Grant grant(Map<String, Object> line, String slug) {
        String type = TYPES.getOrDefault(text(line, slug + "Type"), "?");
        EntitlementId on = new EntitlementId(new ResourceId("group", text(line, "group")), slug);
        return new Grant(
                GrantKey.direct(on, new ResourceId(type, text(line, slug))),
                slug.equals("member") && type.equals("group"),
                !Set.of("user", "group", "service-principal").contains(type),
                Validity.PERMANENT);
    }

    private static Attributes.Builder attributes(Map<String, Object> properties, Set<String> except) {
        Attributes.Builder attributes = Attributes.builder();
        properties.forEach((name, value) -> {
            AttributeValue read = except.contains(name) ? null : value(name, value);
            if (read != null) {
                attributes.put(name, read);
            }
        });
        return attributes;
    }

    private static @Nullable AttributeValue value(String name, @Nullable Object value) {
        if (value instanceof String text) {
            boolean time = name.endsWith("DateTime") || name.equals("employeeHireDate");
            return text.isEmpty()
                    ? null
                    : time ? new AttributeValue.Time(Instant.parse(text)) : new AttributeValue.Text(text);
        }
        if (value instanceof Long number) {
            return new AttributeValue.Whole(number);
        }
        if (value instanceof Boolean flag) {
            return new AttributeValue.Flag(flag);
        }
        if (value instanceof List<?> list) {
            List<AttributeValue> values = new ArrayList<>();
            for (Object each : list) {
                AttributeValue read = value(name, each);
                if (read != null) {
                    values.add(read);
                }
            }
            return values.isEmpty() ? null : new AttributeValue.Sequence(values);
        }
        if (value instanceof Map<?, ?> map) {
            Attributes.Builder fields = Attributes.builder();
            map.forEach((field, inner) -> {
                AttributeValue read = value(String.valueOf(field), inner);
                if (read != null) {
                    fields.put(String.valueOf(field), read);
                }
            });
            Attributes built = fields.build();
            return built.names().isEmpty() ? null : new AttributeValue.Structure(built);
        }
        return null;
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    private static Map<String, Object> properties(Map<String, Object> line) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (line.get("properties") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    properties.put(String.valueOf(name), value);
                }
            });
        }
        return properties;
    }

    private static Map<String, Object> object(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return object(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            Object value = any(parser);
            if (value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private static @Nullable Object any(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object value = any(parser);
                    if (value != null) {
                        values.add(value);
                    }
                }
                yield values;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> null;
        };
    }
}
