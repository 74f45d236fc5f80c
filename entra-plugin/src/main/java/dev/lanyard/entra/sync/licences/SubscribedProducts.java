package dev.lanyard.entra.sync.licences;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.WHOLE;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.RawPage;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.WholeList;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.ProductScope;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The products that the tenant has subscribed to: a short list, which the page cache keeps for all who ask. */
final class SubscribedProducts {

    private static final String SKU = "skuId";
    private static final String BOUGHT = "prepaidUnits";
    private static final String USED = "consumedUnits";

    private static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, SKU, "skuPartNumber", "capabilityStatus", "appliesTo", "accountName")
            .add(WHOLE, USED)
            .add(
                    structureOf(PropertyTable.builder()
                            .add(WHOLE, "enabled", "suspended", "warning", "lockedOut")
                            .build()),
                    BOUGHT)
            .add(
                    listOf(structureOf(PropertyTable.builder()
                            .add(TEXT, "servicePlanId", "servicePlanName", "provisioningStatus", "appliesTo")
                            .build())),
                    "servicePlans")
            .build();

    private static final PageReader READER = new PageReader("subscribed products", TABLE, Set.of());

    private final GraphDoor door;

    SubscribedProducts(GraphDoor door) {
        this.door = door;
    }

    /** Adds each product and what can be had of it. */
    void addTo(PageBuilder page) {
        read(page, LicenceRows.each(page, EntraTypes.LICENCE, SKU, row -> add(page, row)));
    }

    /**
     * Which products there are.
     *
     * @param page gains the cost
     */
    Set<String> ids(PageBuilder page) {
        Set<String> ids = new HashSet<>();
        read(page, LicenceRows.each(new PageBuilder(), EntraTypes.LICENCE, SKU, row -> ids.add(row.text(SKU))));
        return ids;
    }

    private void read(PageBuilder page, RowVisitor visitor) {
        RequestInformation request = door.requests()
                .subscribedSkus()
                .toGetRequestInformation(
                        sent -> sent.queryParameters.select = TABLE.names().toArray(String[]::new));
        RawPage raw = door.read(request);
        page.spent(raw.cost());
        WholeList.read(door, page, raw.body(), body -> READER.read(body, visitor));
    }

    private static void add(PageBuilder page, Row row) {
        ResourceId key = new ResourceId(EntraTypes.LICENCE, row.text(SKU));
        String name = row.text("skuPartNumber").isBlank() ? key.id() : row.text("skuPartNumber");
        page.add(new Resource(
                key,
                name,
                row.text("capabilityStatus").equals("Deleted") ? Status.DISABLED : Status.ENABLED,
                Set.of(Trait.LICENCE),
                Optional.empty(),
                attributes(row)));
        page.add(new Entitlement(
                new EntitlementId(key, EntraTypes.ASSIGNED),
                "Licence " + name,
                Purpose.ASSIGNMENT,
                EntraTypes.LICENSABLE_TYPES,
                ProductScope.refusal(row.text("appliesTo"), name)));
        page.skipProblems(key.text(), row);
    }

    private static Attributes attributes(Row row) {
        Attributes.Builder attributes = row.attributes(Set.of(SKU));
        // Units in grace ("warning") can be assigned like any other; suspended and locked ones cannot.
        row.structure(BOUGHT)
                .ifPresent(bought -> attributes.put(
                        KnownAttributes.UNITS_BOUGHT,
                        new AttributeValue.Whole(whole(bought, "enabled") + whole(bought, "warning"))));
        Attributes known = row.attributes(Set.of()).build();
        known.get(USED).ifPresent(used -> attributes.put(KnownAttributes.UNITS_USED, used));
        return attributes.build();
    }

    private static long whole(Attributes attributes, String name) {
        return attributes.get(name).orElse(null) instanceof AttributeValue.Whole whole ? whole.value() : 0;
    }
}
