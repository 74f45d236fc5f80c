package dev.lanyard.host.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.Review;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredChange;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes the records of a report as short as they can be told: rows without names, numbers instead of keys.
 *
 * <ul>
 *   <li>{@code resources}: {@code [key, name, status, traits, parent, login, facts]}; status as in {@link Status}, -1
 *       for what is only named; traits as bits; parent -1 for none; login and facts left out where there are none;
 *   <li>{@code entitlements}: {@code [resource, slug, name, purpose]};
 *   <li>{@code grants}: one flat list, for each grant the step from the entitlement before, the principal, and flags:
 *       holding + 4 if expandable + 8 if {@code [scope, from, until, through]} follows, 0 for what is absent;
 *   <li>{@code changes}: {@code [change, key, name, entitlement, its name, principal, its name, qualifier]} of grants,
 *       {@code [change, key, name, status before, status after]} of resources.
 * </ul>
 */
final class ReportRecords {

    private static final int EXPANDABLE = 4;
    private static final int WITH_TERMS = 8;

    private static final List<String> TRAITS = names(Trait.values());
    private static final List<String> STATUSES = names(Status.values());
    private static final List<String> PURPOSES = names(Purpose.values());
    private static final List<String> HOLDINGS = names(Holding.values());

    private final JsonGenerator json;

    ReportRecords(JsonGenerator json) {
        this.json = json;
    }

    void write(StoreReader reader, Review review) throws IOException {
        list("traits", TRAITS);
        list("statuses", STATUSES);
        list("purposes", PURPOSES);
        list("holdings", HOLDINGS);
        json.writeArrayFieldStart("resources");
        review.forEachResource(each -> row(() -> resource(each)));
        json.writeEndArray();
        json.writeArrayFieldStart("entitlements");
        review.forEachEntitlement(each -> row(() -> {
            json.writeNumber(each.resource());
            json.writeString(each.slug());
            json.writeString(each.displayName());
            json.writeNumber(PURPOSES.indexOf(each.purpose()));
        }));
        json.writeEndArray();
        json.writeArrayFieldStart("grants");
        int[] before = {0};
        review.forEachGrant(each -> {
            unchecked(() -> grant(each, each.entitlement() - before[0]));
            before[0] = each.entitlement();
        });
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        reader.forEachLatestChange(each -> row(() -> change(each)));
        json.writeEndArray();
    }

    private void resource(Review.NumberedResource each) throws IOException {
        json.writeString(each.key().text());
        Optional<StoredResource> stored = each.stored();
        json.writeString(
                stored.map(StoredResource::displayName).orElse(each.key().id()));
        json.writeNumber(stored.map(found -> STATUSES.indexOf(found.status())).orElse(-1));
        int traits = 0;
        for (String trait : stored.map(StoredResource::traits).orElse(List.of())) {
            traits |= 1 << TRAITS.indexOf(trait);
        }
        json.writeNumber(traits);
        json.writeNumber(each.parent().orElse(-1));
        if (stored.isPresent() && traits != 0) {
            new ResourceFacts(stored.get()).write(json);
        }
    }

    private void grant(Review.NumberedGrant each, int step) throws IOException {
        boolean terms = each.scope().isPresent()
                || each.from().isPresent()
                || each.until().isPresent()
                || each.through().isPresent();
        json.writeNumber(step);
        json.writeNumber(each.principal());
        json.writeNumber(
                HOLDINGS.indexOf(each.holding()) + (each.expandable() ? EXPANDABLE : 0) + (terms ? WITH_TERMS : 0));
        if (terms) {
            json.writeStartArray();
            textOrZero(each.scope());
            textOrZero(each.from());
            textOrZero(each.until());
            json.writeNumber(each.through().orElse(-1));
            json.writeEndArray();
        }
    }

    private void change(StoredChange each) throws IOException {
        json.writeString(each.change());
        named(each.resource());
        if (each.entitlement().isPresent()) {
            named(each.entitlement().get());
            named(each.principal().orElseThrow());
            json.writeString(each.qualifier());
        } else {
            textOrZero(each.statusBefore());
            textOrZero(each.statusAfter());
        }
    }

    private void named(Named named) throws IOException {
        json.writeString(named.key());
        json.writeString(named.displayName());
    }

    private void textOrZero(Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeNumber(0);
        }
    }

    private void list(String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static List<String> names(Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private interface Part {
        void write() throws IOException;
    }

    private void row(Part fields) {
        unchecked(() -> {
            json.writeStartArray();
            fields.write();
            json.writeEndArray();
        });
    }

    private static void unchecked(Part part) {
        try {
            part.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
