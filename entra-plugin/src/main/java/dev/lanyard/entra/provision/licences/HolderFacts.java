package dev.lanyard.entra.provision.licences;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReader;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be known of a user or group before its licences are changed.
 *
 * @param user whether it is a user, who uses units, and not a group
 * @param name its display name, or its id
 * @param licensable whether it can have licences: a user with a usage location, a security-enabled group
 * @param licences what it has, a product once for each source
 */
record HolderFacts(boolean user, String name, boolean licensable, List<Held> licences) {

    private static final ValueReader LICENCES = ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
            .add(ValueReaders.TEXT, "skuId", "assignedByGroup", "state")
            .add(ValueReaders.TEXTS, "disabledPlans")
            .build()));

    private static final PageReader READER = new PageReader(
            "users and groups",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName", "usageLocation")
                    .add(ValueReaders.FLAG, "securityEnabled")
                    .add(LICENCES, "licenseAssignmentStates", "assignedLicenses")
                    .build(),
            Set.of());

    /**
     * A licence that someone has.
     *
     * @param skuId the product
     * @param group the group that passes it on, or empty if it was assigned directly
     * @param working whether Graph could really assign it
     * @param disabledPlans the plans that are switched off
     */
    record Held(String skuId, Optional<String> group, boolean working, Set<String> disabledPlans) {
        static Held of(Attributes licence) {
            Set<String> plans = licence.get("disabledPlans").orElse(null) instanceof AttributeValue.Sequence sequence
                    ? sequence.values().stream()
                            .map(plan -> plan instanceof AttributeValue.Text text ? text.value() : "")
                            .collect(Collectors.toUnmodifiableSet())
                    : Set.of();
            return new Held(
                    licence.text("skuId").orElse(""),
                    licence.text("assignedByGroup"),
                    !licence.text("state").equals(Optional.of("Error")),
                    plans);
        }
    }

    /** What was assigned to itself. */
    Optional<Held> direct(String skuId) {
        return licences.stream()
                .filter(each -> each.skuId().equals(skuId) && each.group().isEmpty())
                .findFirst();
    }

    /** Whether it has a unit of the product, from whatever source. */
    boolean uses(String skuId) {
        return licences.stream().anyMatch(each -> each.skuId().equals(skuId) && each.working());
    }

    /** Whether a unit of the product is free once what was assigned to itself is taken away; a group has none. */
    boolean givesBackUnit(String skuId) {
        return user
                && direct(skuId).filter(Held::working).isPresent()
                && groups(skuId).isEmpty();
    }

    /** The groups that pass the product on to it. */
    List<String> groups(String skuId) {
        return licences.stream()
                .filter(each -> each.skuId().equals(skuId))
                .flatMap(each -> each.group().stream())
                .toList();
    }

    static RequestInformation request(GraphDoor door, ResourceId holder) {
        return door.requests()
                .get(
                        holder.type().equals(EntraTypes.USER)
                                ? GraphPath.of(
                                        "/users/{}?$select=id,displayName,usageLocation,licenseAssignmentStates",
                                        holder.id())
                                : GraphPath.of(
                                        "/groups/{}?$select=id,displayName,securityEnabled,assignedLicenses",
                                        holder.id()));
    }

    /**
     * Reads holders, past the cache.
     *
     * @param door reads
     * @param holders users and groups
     * @return the facts, without those that are not there
     */
    static Map<ResourceId, HolderFacts> read(GraphDoor door, Collection<ResourceId> holders) {
        List<ResourceId> distinct = holders.stream().distinct().toList();
        List<BatchReply> replies = door.batch(
                distinct.stream().map(holder -> request(door, holder)).toList());
        Map<ResourceId, HolderFacts> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).status() != 404) {
                facts.put(distinct.get(i), of(distinct.get(i), replies.get(i).bodyOrThrow()));
            }
        }
        return facts;
    }

    static HolderFacts of(ResourceId holder, byte[] body) {
        return Facts.one(READER, body, row -> of(holder, row));
    }

    private static HolderFacts of(ResourceId holder, Row row) {
        boolean user = holder.type().equals(EntraTypes.USER);
        return new HolderFacts(
                user,
                row.text("displayName").isBlank() ? holder.id() : row.text("displayName"),
                user ? !row.text("usageLocation").isBlank() : row.flag("securityEnabled", false),
                row.structures(user ? "licenseAssignmentStates" : "assignedLicenses").stream()
                        .map(Held::of)
                        .toList());
    }
}
