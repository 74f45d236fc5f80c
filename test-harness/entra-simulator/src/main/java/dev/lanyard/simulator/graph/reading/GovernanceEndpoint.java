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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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

    /** A list that needs P2, and a filter in which all of these stand. */
    public Operation.Handler filtered(ObjectType type, String... parts) {
        return request -> {
            requireP2();
            String filter = request.query().get("filter").orElse("");
            for (String part : parts) {
                if (!filter.contains(part)) {
                    throw GraphException.badRequest("The request must be filtered by " + String.join(" and ", parts));
                }
            }
            return list(request, type);
        };
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
        Set<String> pending = pending(directory, type);
        Listing.Source source = new Listing.Source(
                type.graphName(),
                directory.slots(type),
                slot -> {
                    DirectoryObject object = directory.object(slot);
                    return object != null
                            && !pending.contains(object.id())
                            && (filter.isEmpty() || filter.get().test(object));
                },
                filter.isPresent());
        return listing.page(request, source, values, slot -> {
            DirectoryObject object = directory.object(slot);
            if (object != null) {
                writer.open(object, selection, false);
                expansion.ifPresent(wanted -> expand(wanted, object, writer, request, values));
                writer.close();
            }
        });
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
            writer.write(slot, Selection.ofAnyType(wanted.select(), true, request.access()), true);
        }
    }
}
