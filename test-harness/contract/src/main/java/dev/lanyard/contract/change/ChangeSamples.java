package dev.lanyard.contract.change;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.PasswordChoice;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What to change in a test tenant. Whom to grant what is found by reading it, unless the samples say more. As
 * properties:
 *
 * <pre>
 * create.user.displayName = Contract suite
 * create.user.userPrincipalName = contract-{n}&#64;example.com
 * update.user.displayName = Renamed
 * readOnly.user = createdDateTime
 * grant = group/4f0c#member, licence#assigned
 * taker.group = 77aa, 81cd
 * taker.role.group = 90e2
 * rotate.application = 5b0c
 * action.count-members.role = member
 * </pre>
 *
 * @param creates attributes of a new resource by type; {@code {n}} in a value stands for a word never used before
 * @param updates attributes to set afterwards by type, one after the other, with values that differ from those before
 * @param readOnly names of attributes by type that the system has, and that cannot be set
 * @param grants which entitlements to grant, as {@code type#slug} or {@code type/id#slug}, or the beginning of such a
 *     name followed by {@code *}; empty for one of each sort
 * @param takers ids by type of whom to grant things to, or by the type of what the thing is on, a dot and the type of
 *     whom to grant it to; anyone of a type that is not named
 * @param rotations ids by type of what may have its secret changed, for good, unless it is made by the suite itself; of
 *     several, the first that is still there
 * @param arguments arguments by action; an action that is not named is run without any
 */
public record ChangeSamples(
        Map<String, Map<String, String>> creates,
        Map<String, Map<String, String>> updates,
        Map<String, Set<String>> readOnly,
        Set<String> grants,
        Map<String, Set<String>> takers,
        Map<String, Set<String>> rotations,
        Map<String, Map<String, String>> arguments)
        implements Serializable {

    /** In a value, stands for a word never used before. */
    public static final String FRESH = "{n}";

    /** Nothing to change. */
    public static final ChangeSamples NONE = of(Map.of());

    /** Keeps copies. */
    public ChangeSamples {
        creates = copy(creates);
        updates = copy(updates);
        readOnly = Map.copyOf(readOnly);
        grants = Set.copyOf(grants);
        takers = Map.copyOf(takers);
        rotations = Collections.unmodifiableMap(new TreeMap<>(rotations));
        arguments = copy(arguments);
    }

    private static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> map) {
        Map<String, Map<String, String>> copy = new TreeMap<>();
        map.forEach((key, values) -> copy.put(key, Collections.unmodifiableMap(new TreeMap<>(values))));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Reads samples.
     *
     * @param properties text by name, as above
     * @return the samples
     * @throws IllegalArgumentException for a name that means nothing
     */
    public static ChangeSamples of(Map<String, String> properties) {
        Map<String, Map<String, String>> creates = new TreeMap<>();
        Map<String, Map<String, String>> updates = new TreeMap<>();
        Map<String, Set<String>> readOnly = new TreeMap<>();
        Set<String> grants = new LinkedHashSet<>();
        Map<String, Set<String>> takers = new TreeMap<>();
        Map<String, Set<String>> rotations = new TreeMap<>();
        Map<String, Map<String, String>> arguments = new TreeMap<>();
        properties.forEach((name, value) -> {
            String[] parts = name.split("\\.", 3);
            switch (parts[0] + " " + parts.length) {
                case "create 3" -> put(creates, parts, value);
                case "update 3" -> put(updates, parts, value);
                case "action 3" -> put(arguments, parts, value);
                case "readOnly 2" -> readOnly.put(parts[1], words(value));
                case "taker 3" -> takers.put(parts[1] + "." + parts[2], words(value));
                case "taker 2" -> takers.put(parts[1], words(value));
                case "rotate 2" -> rotations.put(parts[1], words(value));
                case "grant 1" -> grants.addAll(words(value));
                default ->
                    throw new IllegalArgumentException("'" + name + "' must be create.TYPE.ATTRIBUTE,"
                            + " update.TYPE.ATTRIBUTE, readOnly.TYPE, grant, taker.TYPE, taker.TYPE.TYPE,"
                            + " rotate.TYPE or action.ACTION.ARGUMENT");
            }
        });
        return new ChangeSamples(creates, updates, readOnly, grants, takers, rotations, arguments);
    }

    private static void put(Map<String, Map<String, String>> map, String[] parts, String value) {
        map.computeIfAbsent(parts[1], absent -> new LinkedHashMap<>()).put(parts[2], value);
    }

    private static Set<String> words(String list) {
        return new LinkedHashSet<>(Arrays.asList(list.strip().split("\\s*,\\s*")));
    }

    /**
     * The types of which a resource can be made, by description and samples.
     *
     * @param descriptor what a plugin says about itself
     * @return their ids, in the order of the description
     */
    public List<String> creatable(ConnectorDescriptor descriptor) {
        return descriptor.changes().stream()
                .filter(change -> change.kind() == ChangeKind.CREATE)
                .map(ChangeDescriptor::resourceType)
                .filter(creates::containsKey)
                .distinct()
                .toList();
    }

    /**
     * Makes a change that asks for a new resource.
     *
     * @param descriptor what a plugin says about itself
     * @param type one of the {@linkplain #creatable creatable} types
     * @param password where the password comes from, if one signs in with such a resource
     * @return the change
     */
    public Change creation(ConnectorDescriptor descriptor, String type, PasswordChoice password) {
        ConfigSchema schema = descriptor.changes().stream()
                .filter(change -> change.kind() == ChangeKind.CREATE)
                .filter(change -> change.resourceType().equals(type))
                .findFirst()
                .map(ChangeDescriptor::attributes)
                .orElse(ConfigSchema.EMPTY);
        String fresh = UUID.randomUUID().toString().substring(0, 8);
        return new Change.CreateResource(
                type,
                attributes(creates.getOrDefault(type, Map.of()), schema, fresh),
                signsIn(descriptor, type) ? Optional.of(password) : Optional.empty());
    }

    /**
     * Whether one signs in with a resource of a type.
     *
     * @param descriptor what a plugin says about itself
     * @param type the id of the type
     * @return true for a type of accounts
     */
    public static boolean signsIn(ConnectorDescriptor descriptor, String type) {
        return descriptor
                .resourceType(type)
                .filter(each -> each.traits().contains(Trait.ACCOUNT))
                .isPresent();
    }

    /**
     * Makes attributes.
     *
     * @param values text by name
     * @param schema what kinds of value they take; text where it does not know the name
     * @param fresh what {@code {n}} stands for
     * @return the attributes
     */
    public static Attributes attributes(Map<String, String> values, ConfigSchema schema, String fresh) {
        Attributes.Builder attributes = Attributes.builder();
        values.forEach((name, value) -> {
            boolean flag = schema.field(name)
                    .map(ConfigField::type)
                    .filter(FieldType.Flag.class::isInstance)
                    .isPresent();
            String text = value.replace(FRESH, fresh);
            if (flag) {
                attributes.put(name, Boolean.parseBoolean(text));
            } else {
                attributes.put(name, text);
            }
        });
        return attributes.build();
    }

    /**
     * Whether an entitlement may be granted.
     *
     * @param entitlement an entitlement that the tenant has
     * @return true if it is among the samples, or if there are none
     */
    public boolean mayGrant(EntitlementId entitlement) {
        ResourceId resource = entitlement.resource();
        List<String> names =
                List.of(resource.type() + "#" + entitlement.slug(), resource.text() + "#" + entitlement.slug());
        return grants.isEmpty()
                || grants.stream()
                        .anyMatch(grant -> grant.endsWith("*")
                                ? names.stream()
                                        .anyMatch(name -> name.startsWith(grant.substring(0, grant.length() - 1)))
                                : names.contains(grant));
    }

    /**
     * Whether something may be granted to a principal.
     *
     * @param entitlement an entitlement that the tenant has
     * @param principal a resource that the tenant has
     * @return true if it is among the samples, or if there are none of its type
     */
    public boolean mayTake(EntitlementId entitlement, ResourceId principal) {
        String type = principal.type();
        Set<String> ofAll = takers.getOrDefault(type, Set.of(principal.id()));
        return takers.getOrDefault(entitlement.resource().type() + "." + type, ofAll)
                .contains(principal.id());
    }
}
