package dev.lanyard.entra.provision.licences;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.ProductScope;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has to be known of a product before it is assigned.
 *
 * @param skuId its id
 * @param name its part number, or its id
 * @param refusal why nobody can have it, or empty
 * @param usable whether the subscription is in force
 * @param unitsLeft how many units nobody has
 * @param plans the ids of its service plans
 */
record ProductFacts(
        String skuId, String name, Optional<Refusal> refusal, boolean usable, long unitsLeft, Set<String> plans) {

    private static final PageReader READER = new PageReader(
            "subscribed products",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "skuId", "skuPartNumber", "capabilityStatus", "appliesTo")
                    .add(ValueReaders.ANY, "consumedUnits")
                    .add(
                            ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.WHOLE, "enabled", "warning")
                                    .build()),
                            "prepaidUnits")
                    .add(
                            ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "servicePlanId")
                                    .build())),
                            "servicePlans")
                    .build(),
            Set.of());

    /** Reads all products, past the cache, by their ids. */
    static Map<String, ProductFacts> read(GraphDoor door) {
        byte[] page = door.read(door.requests()
                        .get("/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,appliesTo,consumedUnits,"
                                + "prepaidUnits,servicePlans"))
                .body();
        return Facts.all(door, READER, page, ProductFacts::of).stream()
                .collect(Collectors.toMap(ProductFacts::skuId, Function.identity(), (one, other) -> one));
    }

    /** The same product, of which someone has just given a unit back. */
    ProductFacts withOneMoreUnit() {
        return new ProductFacts(skuId, name, refusal, usable, unitsLeft + 1, plans);
    }

    private static ProductFacts of(Row row) {
        Attributes bought = row.structure("prepaidUnits").orElse(Attributes.NONE);
        long used =
                row.attributes(Set.of()).build().get("consumedUnits").orElse(null) instanceof AttributeValue.Whole whole
                        ? whole.value()
                        : 0;
        String name = row.text("skuPartNumber").isBlank() ? row.text("skuId") : row.text("skuPartNumber");
        return new ProductFacts(
                row.text("skuId"),
                name,
                ProductScope.refusal(row.text("appliesTo"), name),
                !Set.of("Suspended", "Deleted", "LockedOut").contains(row.text("capabilityStatus")),
                whole(bought, "enabled") + whole(bought, "warning") - used,
                row.structures("servicePlans").stream()
                        .flatMap(plan -> plan.text("servicePlanId").stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static long whole(Attributes attributes, String name) {
        return attributes.get(name).orElse(null) instanceof AttributeValue.Whole whole ? whole.value() : 0;
    }
}
