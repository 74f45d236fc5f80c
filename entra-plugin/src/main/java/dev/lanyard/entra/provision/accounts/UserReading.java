package dev.lanyard.entra.provision.accounts;

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
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads single users, past the cache. What is read has the parts of composed properties under their own names. Safe for
 * use by many threads.
 */
public final class UserReading {

    /** The object id. */
    public static final String ID = "id";

    /** The name to sign in with. */
    public static final String PRINCIPAL_NAME = "userPrincipalName";

    static final String CREATED = "createdDateTime";
    static final String SYNCED = "onPremisesSyncEnabled";
    static final String INVITED = "externalUserState";

    private static final Set<String> ALWAYS =
            Set.of(ID, PRINCIPAL_NAME, CREATED, SYNCED, INVITED, "displayName", "userType");

    private final GraphDoor door;

    /**
     * Reads through a door.
     *
     * @param door reads
     */
    public UserReading(GraphDoor door) {
        this.door = door;
    }

    /**
     * Finds one user.
     *
     * @param idOrName object id or principal name
     * @param properties what to read besides id, names and origin; {@code manager} is read as the manager's id
     * @return what it has, or empty if reads do not show it
     */
    public Optional<Attributes> find(String idOrName, Collection<String> properties) {
        return answer(door.batch(List.of(request(idOrName, properties))).get(0), properties);
    }

    boolean exists(String id) {
        return find(id, Set.of()).isPresent();
    }

    /** The users whose property has a value, the first page of them. */
    List<Attributes> having(String property, String value, Collection<String> properties) {
        RequestInformation request = search(property, value, properties);
        return readAll(door.batch(List.of(request)).get(0).bodyOrThrow(), properties);
    }

    /** Asks for the users whose property has a value. */
    RequestInformation search(String property, String value, Collection<String> properties) {
        String filter = property + " eq '" + value.replace("'", "''") + "'";
        return door.requests()
                .get(GraphPath.of("/users?$filter={}&$select=", filter)
                        + String.join(",", selected(properties))
                        + expanded(properties));
    }

    static List<Attributes> readAll(byte[] users, Collection<String> properties) {
        return Facts.page(reader(properties), users, UserReading::flat);
    }

    /**
     * Asks for one user.
     *
     * @param idOrName object id or principal name
     * @param properties as for {@link #find}
     * @return a read past the cache
     */
    public RequestInformation request(String idOrName, Collection<String> properties) {
        return door.requests()
                .get(GraphPath.of("/users/{}?$select=", idOrName)
                        + String.join(",", selected(properties))
                        + expanded(properties));
    }

    private static String expanded(Collection<String> properties) {
        return properties.contains(AskedAccount.MANAGER) ? "&$expand=" + AskedAccount.MANAGER : "";
    }

    Optional<Attributes> answer(BatchReply reply, Collection<String> properties) {
        return reply.status() == 404 ? Optional.empty() : Optional.of(read(reply.bodyOrThrow(), properties));
    }

    static Attributes read(byte[] user, Collection<String> properties) {
        return Facts.one(reader(properties), user, UserReading::flat);
    }

    private static Set<String> selected(Collection<String> properties) {
        Set<String> selected = new TreeSet<>(ALWAYS);
        properties.stream()
                .filter(name -> !name.equals(AskedAccount.MANAGER))
                .forEach(name -> selected.add(
                        UserProperty.named(name).map(UserProperty::selected).orElse(name)));
        return selected;
    }

    private static PageReader reader(Collection<String> properties) {
        PropertyTable.Builder table = PropertyTable.builder();
        selected(properties).forEach(name -> table.add(form(name), name));
        if (properties.contains(AskedAccount.MANAGER)) {
            table.add(ValueReaders.REFERENCE, AskedAccount.MANAGER);
        }
        return new PageReader("users", table.build(), Set.of());
    }

    private static ValueReader form(String name) {
        List<String> parts = UserProperty.partsOf(name);
        if (!parts.isEmpty()) {
            return ValueReaders.structureOf(PropertyTable.builder()
                    .add(ValueReaders.TEXT, parts.toArray(String[]::new))
                    .build());
        }
        return switch (name) {
            case SYNCED -> ValueReaders.FLAG;
            case CREATED -> ValueReaders.TIME;
            default ->
                UserProperty.named(name)
                        .map(property -> property.form().reader())
                        .orElse(ValueReaders.TEXT);
        };
    }

    private static Attributes flat(Row row) {
        Attributes.Builder flat = Attributes.builder();
        row.attributes(Set.of()).build().forEach((name, value) -> {
            if (value instanceof AttributeValue.Structure structure) {
                structure.fields().forEach(flat::put);
            } else {
                flat.put(name, value);
            }
        });
        return flat.build();
    }
}
