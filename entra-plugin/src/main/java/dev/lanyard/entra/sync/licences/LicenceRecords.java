package dev.lanyard.entra.sync.licences;

import static dev.lanyard.entra.rows.ValueReaders.ANY;
import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.WHOLE;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import dev.lanyard.entra.config.ReadingSettings;
import dev.lanyard.entra.rows.PageEnd;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes records of products and of who has them. */
final class LicenceRecords {

    static final PropertyTable PRODUCT = PropertyTable.builder()
            .add(TEXT, "skuId", "skuPartNumber", "capabilityStatus", "appliesTo", "accountName")
            .add(WHOLE, "consumedUnits")
            .add(
                    structureOf(PropertyTable.builder()
                            .add(WHOLE, "enabled", "suspended", "warning", "lockedOut")
                            .build()),
                    "prepaidUnits")
            .add(
                    listOf(structureOf(PropertyTable.builder()
                            .add(TEXT, "servicePlanId", "servicePlanName", "provisioningStatus", "appliesTo")
                            .build())),
                    "servicePlans")
            .build();

    private static final String STATES = "licenseAssignmentStates";
    private static final String ASSIGNED = "assignedLicenses";
    private static final String SYNCED = "onPremisesSyncEnabled";

    /** Tells guests, whom the settings can leave out of the accounts. */
    static final String USER_TYPE = "userType";

    /** What is asked of groups. */
    static final List<String> OF_GROUPS = List.of("id", ASSIGNED, SYNCED);

    /** Reads of changed users whether it is their licences that have changed. */
    static final PageReader CHANGES = new PageReader(
            "changes",
            PropertyTable.builder().add(TEXT, "id", USER_TYPE).add(ANY, STATES).build(),
            Set.of());

    private static final PageReader PRODUCTS = new PageReader("subscribed products", PRODUCT, Set.of());
    static final PageReader USERS = new PageReader(
            "users",
            PropertyTable.builder()
                    .add(TEXT, "id", USER_TYPE)
                    .add(
                            listOf(structureOf(PropertyTable.builder()
                                    .add(TEXT, "skuId", "assignedByGroup", "state", "error")
                                    .add(TEXTS, "disabledPlans")
                                    .build())),
                            STATES)
                    .build(),
            Set.of());
    private static final PageReader GROUPS = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(TEXT, "id")
                    .add(
                            listOf(structureOf(PropertyTable.builder()
                                    .add(TEXT, "skuId")
                                    .add(TEXTS, "disabledPlans")
                                    .build())),
                            ASSIGNED)
                    .add(FLAG, SYNCED)
                    .build(),
            Set.of());

    private LicenceRecords() {}

    static PageEnd addProducts(PageBuilder page, byte[] body) {
        return PRODUCTS.read(body, each(page, EntraTypes.LICENCE, "skuId", row -> {
            ResourceId key = new ResourceId(EntraTypes.LICENCE, row.text("skuId"));
            String name = row.text("skuPartNumber").isBlank() ? key.id() : row.text("skuPartNumber");
            page.add(new Resource(
                    key,
                    name,
                    row.text("capabilityStatus").equals("Deleted") ? Status.DISABLED : Status.ENABLED,
                    Set.of(Trait.LICENCE),
                    Optional.empty(),
                    row.attributes(Set.of("skuId")).build()));
            page.add(new Entitlement(
                    new EntitlementId(key, EntraTypes.ASSIGNED),
                    "Licence " + name,
                    Purpose.ASSIGNMENT,
                    EntraTypes.LICENSABLE_TYPES,
                    Optional.empty()));
            page.skipProblems(key.text(), row);
        }));
    }

    /** Adds what groups have. One that the settings leave out has it all the same, as something that is not read. */
    static PageEnd addGroups(PageBuilder page, byte[] body, ReadingSettings reading) {
        return GROUPS.read(body, each(page, EntraTypes.GROUP, "id", row -> {
            ResourceId group = new ResourceId(EntraTypes.GROUP, row.text("id"));
            boolean external = !reading.onPremisesGroups() && row.flag(SYNCED, false);
            for (Attributes licence : row.structures(ASSIGNED)) {
                add(page, group, external, licence, Optional.empty());
            }
            page.skipProblems(group.text(), row);
        }));
    }

    static PageEnd addUsers(PageBuilder page, byte[] body, ReadingSettings reading) {
        return USERS.read(body, users(page, reading, user -> {}));
    }

    /** Adds what users have; each is announced before. */
    static RowVisitor users(PageBuilder page, ReadingSettings reading, Consumer<String> before) {
        return each(page, EntraTypes.USER, "id", row -> {
            before.accept(row.text("id"));
            addUser(page, row, reading);
        });
    }

    private static void addUser(PageBuilder page, Row row, ReadingSettings reading) {
        boolean external = !reading.guests() && row.text(USER_TYPE).equals("Guest");
        ResourceId user = new ResourceId(EntraTypes.USER, row.text("id"));
        for (Attributes licence : row.structures(STATES)) {
            add(
                    page,
                    user,
                    external,
                    licence,
                    licence.text("assignedByGroup").map(group -> new ResourceId(EntraTypes.GROUP, group)));
        }
        page.skipProblems(user.text(), row);
    }

    private static void add(
            PageBuilder page,
            ResourceId principal,
            boolean external,
            Attributes licence,
            Optional<ResourceId> through) {
        Optional<String> product = licence.text("skuId");
        if (product.isEmpty()) {
            page.skip(principal.text(), "malformed", "a licence that names no product");
            return;
        }
        Attributes.Builder attributes = Attributes.builder();
        for (String name : List.of("state", "error", "disabledPlans")) {
            licence.get(name).ifPresent(value -> attributes.put(name, value));
        }
        EntitlementId assigned =
                new EntitlementId(new ResourceId(EntraTypes.LICENCE, product.get()), EntraTypes.ASSIGNED);
        page.add(new Grant(
                new GrantKey(assigned, principal, Holding.ACTIVE, Optional.empty(), through),
                false,
                external,
                Validity.PERMANENT,
                attributes.build()));
    }

    private static RowVisitor each(PageBuilder page, String type, String id, Consumer<Row> visitor) {
        return new RowVisitor() {
            @Override
            public void row(Row row) {
                if (row.text(id).isBlank()) {
                    page.skipRow(type, "an entry without " + id);
                } else {
                    visitor.accept(row);
                }
            }

            @Override
            public void notAnObject() {
                page.skipRow(type, "an entry of the page that is not an object");
            }
        };
    }
}
