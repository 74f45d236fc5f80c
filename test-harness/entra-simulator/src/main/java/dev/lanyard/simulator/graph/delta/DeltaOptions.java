package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.odata.Filter;
import dev.lanyard.simulator.odata.FilterReader;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an incremental read tells, as asked on its first call.
 *
 * @param properties the properties of each object
 * @param links the links of each object
 * @param ids the only objects of interest, in lower case; empty for all
 */
record DeltaOptions(List<Property> properties, Set<Link> links, List<String> ids) {

    private static final int MOST_IDS = 50;

    /** Kept apart from the directory, so that no incremental read can tell them. */
    private static final Set<String> NOT_TRACKED =
            Set.of("signInActivity", "mailboxSettings", "customSecurityAttributes");

    static DeltaOptions of(ObjectType type, List<String> select, String filter, Access access) {
        List<Property> properties = new ArrayList<>();
        Set<Link> links = EnumSet.noneOf(Link.class);
        for (String name : select) {
            Property property = type.properties().find(name);
            if (isLink(type, name)) {
                links.add(Link.valueOf(name.toUpperCase(Locale.ROOT)));
            } else if (property != null) {
                if (property.is(Property.Trait.SINGLE) || NOT_TRACKED.contains(name)) {
                    throw GraphException.unsupportedQuery("Changes of the property '" + name + "' are not tracked.");
                }
                properties.add(property);
            } else if (!name.equals("id")) {
                throw GraphException.unknown("Parsing OData Select and Expand failed: Could not find a property named '"
                        + name + "' on type 'microsoft.graph." + type.graphName() + "'.");
            }
        }
        if (select.isEmpty()) {
            properties.addAll(type.properties().defaults());
            if (type == ObjectType.GROUP) {
                links.add(Link.MEMBERS);
            }
        } else {
            access.requireReadable(type, properties);
        }
        return new DeltaOptions(properties, links, filter.isEmpty() ? List.of() : ids(type, filter));
    }

    private static boolean isLink(ObjectType type, String name) {
        return switch (type) {
            case USER -> name.equals("manager");
            case GROUP -> name.equals("members") || name.equals("owners");
            default -> false;
        };
    }

    private static List<String> ids(ObjectType type, String filter) {
        List<String> ids = new ArrayList<>();
        collect(FilterReader.read(type, filter), ids);
        if (ids.size() > MOST_IDS) {
            throw GraphException.unsupportedQuery("At most 50 objects can be tracked by a filter on id.");
        }
        return ids;
    }

    private static void collect(Filter filter, List<String> ids) {
        if (filter instanceof Filter.Or or) {
            collect(or.left(), ids);
            collect(or.right(), ids);
        } else if (filter instanceof Filter.IdIn one && one.ids().size() == 1) {
            ids.addAll(one.ids());
        } else {
            throw GraphException.unsupportedQuery("Only 'id eq' clauses, joined by 'or', can filter changes.");
        }
    }

    boolean wants(String id) {
        return ids.isEmpty() || ids.contains(id);
    }
}
