package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.odata.Expansion;
import dev.lanyard.simulator.odata.Filter;
import dev.lanyard.simulator.odata.FilterReader;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Property;
import dev.lanyard.simulator.tenant.Tenant;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lists of what governs access: roles and who has them, PIM's schedules and rules, products. The service decides how
 * much is on a page.
 */
public final class GovernanceEndpoint {

    private final Supplier<Tenant> tenant;
    private final Listing listing;

    /** Lists of the tenant in use, served in these pages. */
    public GovernanceEndpoint(Supplier<Tenant> tenant, Listing listing) {
        this.tenant = tenant;
        this.listing = listing;
    }

    /** A list that every tenant has. */
    public Operation.Handler free(ObjectType type) {
        return request -> list(request, type);
    }

    /** A list that needs P2. */
    public Operation.Handler premium(ObjectType type) {
        return ifPremium(request -> list(request, type));
    }

    /** What needs P2, whatever it answers. */
    public Operation.Handler ifPremium(Operation.Handler handler) {
        return request -> {
            requireP2();
            return handler.answer(request);
        };
    }

    /** A list that needs P2, and a filter that says what each of these properties equals. */
    public Operation.Handler filteredByAll(ObjectType type, String... properties) {
        return filtered(
                type,
                request -> list(request, type),
                given -> given.containsAll(List.of(properties)),
                String.join(" and ", properties));
    }

    /** A list that needs P2, and a filter that says what one of these properties equals. */
    public Operation.Handler filteredByOne(ObjectType type, String... properties) {
        return filteredByOne(type, request -> list(request, type), properties);
    }

    /** The same, of what a handler answers. */
    public Operation.Handler filteredByOne(ObjectType type, Operation.Handler handler, String... properties) {
        return filtered(
                type,
                handler,
                given -> Stream.of(properties).anyMatch(given::contains),
                String.join(" or ", properties));
    }

    private Operation.Handler filtered(
            ObjectType type, Operation.Handler handler, Predicate<Set<String>> enough, String needed) {
        return request -> {
            requireP2();
            Set<String> given = request.query()
                    .get("filter")
                    .map(text -> equated(FilterReader.read(type, text)))
                    .orElse(Set.of());
            if (!enough.test(given)) {
                throw GraphException.badRequest("The request must be filtered by " + needed + ".");
            }
            return handler.answer(request);
        };
    }

    /** The properties of which a filter says what they equal, whatever else it says. */
    private static Set<String> equated(Filter filter) {
        if (filter instanceof Filter.And both) {
            Set<String> equated = new HashSet<>(equated(both.left()));
            equated.addAll(equated(both.right()));
            return equated;
        }
        return filter instanceof Filter.In one && one.values().size() == 1
                ? Set.of(one.property().name())
                : Set.of();
    }

    /** The subscribed products, which can only be selected from. */
    public Operation.Handler products() {
        return request -> {
            request.query().allowOnly("select");
            return list(request, ObjectType.SUBSCRIBED_SKU);
        };
    }

    private void requireP2() {
        if (tenant.get().premium() != Premium.P2) {
            throw new GraphException(
                    400,
                    "AadPremiumLicenseRequired",
                    "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.");
        }
    }

    private Answer list(GraphRequest request, ObjectType type) {
        request.query().allowOnly("select", "filter", "expand", "skiptoken");
        Directory directory = request.directory();
        Selection selection = Selection.of(type, request.query().select(), true, request.access());
        Optional<Filter> filter = request.query().get("filter").map(text -> FilterReader.read(type, text));
        Optional<Expansion> expansion = request.query().expand();
        expansion.ifPresent(wanted -> requireExpandable(wanted, type));
        ByteArrayOutputStream values = new ByteArrayOutputStream(1 << 14);
        ObjectWriter writer = new ObjectWriter(directory, request.access(), values);
        List<DirectoryObject> objects = objects(directory, type);
        Listing.Source source = new Listing.Source(
                type.graphName(),
                IntStream.range(0, objects.size()).toArray(),
                index -> filter.isEmpty() || filter.get().test(objects.get(index)),
                filter.isPresent());
        return listing.page(request, source, values, index -> {
            writer.open(objects.get(index), selection, false);
            expansion.ifPresent(wanted -> expand(wanted, objects.get(index), writer, request, values));
            writer.close();
        });
    }

    private List<DirectoryObject> objects(Directory directory, ObjectType type) {
        Set<String> pending = pending(directory, type);
        boolean ofRoles = type == ObjectType.ROLE_ASSIGNMENT_INSTANCE || type == ObjectType.ROLE_ELIGIBILITY_INSTANCE;
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(object -> !pending.contains(object.id()))
                .flatMap(object -> ofRoles ? InheritedRoles.with(directory, object) : Stream.of(object))
                .toList();
    }

    /** What is scheduled and has yet to begin, which only the schedules tell. */
    private Set<String> pending(Directory directory, ObjectType type) {
        boolean plain = type == ObjectType.ROLE_ASSIGNMENT;
        ObjectType scheduled = plain ? ObjectType.ROLE_ASSIGNMENT_INSTANCE : type;
        if (scheduled.properties().find("startDateTime") == null) {
            return Set.of();
        }
        Instant now = Instant.parse(tenant.get().now());
        return Arrays.stream(directory.slots(scheduled))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(instance -> Instant.parse(String.valueOf(instance.text("startDateTime")))
                        .isAfter(now))
                .map(instance -> plain ? String.valueOf(instance.text("roleAssignmentOriginId")) : instance.id())
                .collect(Collectors.toSet());
    }

    private static void requireExpandable(Expansion wanted, ObjectType type) {
        boolean principal =
                wanted.link().equals("principal") && type.properties().find("principalId") != null;
        boolean policy = wanted.link().equals("policy")
                && type == ObjectType.ROLE_POLICY_ASSIGNMENT
                && wanted.nested().equals("rules");
        if (!principal && !policy) {
            throw GraphException.unsupportedQuery("'" + wanted.link() + "' cannot be expanded here.");
        }
        if (type != ObjectType.ROLE_ASSIGNMENT && !wanted.select().isEmpty()) {
            // PIM's own words, whatever they have to do with it.
            throw new GraphException(400, "InvalidFilter", "The filter is invalid.");
        }
    }

    private static void expand(
            Expansion wanted,
            DirectoryObject object,
            ObjectWriter writer,
            GraphRequest request,
            ByteArrayOutputStream values) {
        writer.text(",\"" + wanted.link() + "\":");
        if (wanted.link().equals("policy")) {
            Property policy = object.type().properties().get("policy");
            object.writeValue(policy, values);
            return;
        }
        int slot = request.directory().slot(String.valueOf(object.text("principalId")));
        if (slot < 0) {
            writer.text("null");
        } else {
            // What is selected of the principal does not matter: it comes with all that is usual.
            writer.write(slot, Selection.ofAnyType(List.of(), true, request.access()), true);
        }
    }
}
