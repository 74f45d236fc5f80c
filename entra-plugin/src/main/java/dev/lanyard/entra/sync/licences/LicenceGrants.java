package dev.lanyard.entra.sync.licences;

import static dev.lanyard.entra.rows.ValueReaders.ANY;
import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
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
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes records of who has which product. What is left of a product that the tenant's subscriptions do not list is
 * counted and left out: there is nothing that it could be a grant of. For one page.
 */
final class LicenceGrants {

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
            PropertyTable.builder()
                    .add(TEXT, "id", USER_TYPE)
                    .add(ANY, STATES, ASSIGNED)
                    .build(),
            Set.of());

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
    static final PageReader GROUPS = new PageReader(
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

    private final PageBuilder page;
    private final ReadingSettings reading;
    private final SubscribedProducts products;
    private Optional<Set<String>> subscribed = Optional.empty();

    /** Makes records of one page. */
    LicenceGrants(PageBuilder page, ReadingSettings reading, SubscribedProducts products) {
        this.page = page;
        this.reading = reading;
        this.products = products;
    }

    /** Adds what groups have. One that the settings leave out has it all the same, as something that is not read. */
    PageEnd addGroups(byte[] body) {
        return GROUPS.read(body, groups(group -> {}));
    }

    /** Adds what groups have; each is announced before. */
    RowVisitor groups(Consumer<String> before) {
        return LicenceRows.each(page, EntraTypes.GROUP, "id", row -> {
            before.accept(row.text("id"));
            ResourceId group = new ResourceId(EntraTypes.GROUP, row.text("id"));
            boolean external = !reading.onPremisesGroups() && row.flag(SYNCED, false);
            for (Attributes licence : row.structures(ASSIGNED)) {
                add(group, external, licence, Optional.empty());
            }
            page.skipProblems(group.text(), row);
        });
    }

    /** Adds what users have. */
    PageEnd addUsers(byte[] body) {
        return USERS.read(body, users(user -> {}));
    }

    /** Adds what users have; each is announced before. */
    RowVisitor users(Consumer<String> before) {
        return LicenceRows.each(page, EntraTypes.USER, "id", row -> {
            before.accept(row.text("id"));
            addUser(row);
        });
    }

    private void addUser(Row row) {
        boolean external = !reading.guests() && row.text(USER_TYPE).equals("Guest");
        ResourceId user = new ResourceId(EntraTypes.USER, row.text("id"));
        for (Attributes licence : row.structures(STATES)) {
            add(
                    user,
                    external,
                    licence,
                    licence.text("assignedByGroup").map(group -> new ResourceId(EntraTypes.GROUP, group)));
        }
        page.skipProblems(user.text(), row);
    }

    private void add(ResourceId principal, boolean external, Attributes licence, Optional<ResourceId> through) {
        Optional<String> product = licence.text("skuId");
        if (product.isEmpty()) {
            page.skip(principal.text(), "malformed", "a licence that names no product");
            return;
        }
        if (!subscribed().contains(product.get())) {
            page.skip(
                    principal.text(),
                    "product-not-subscribed",
                    "a licence for the product " + product.get() + ", which the tenant has no longer or not yet");
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

    /** Asked for by the first licence of the page; a page without any is not charged for it. */
    private Set<String> subscribed() {
        Set<String> ids = subscribed.orElseGet(() -> products.ids(page));
        subscribed = Optional.of(ids);
        return ids;
    }
}
