package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads single users, past the cache. */
final class UserReading {

    static final String ID = "id";
    static final String CREATED = "createdDateTime";
    static final String SYNCED = "onPremisesSyncEnabled";
    static final String PRINCIPAL_NAME = "userPrincipalName";

    private final GraphDoor door;

    UserReading(GraphDoor door) {
        this.door = door;
    }

    /** The user of an id or principal name with some properties, or empty if reads do not show it. */
    Optional<Attributes> find(String idOrName, Collection<String> properties) {
        return answer(door.batch(List.of(request(idOrName, properties))).get(0), properties);
    }

    boolean exists(String id) {
        return find(id, Set.of()).isPresent();
    }

    /** The id of the one user with an employee id, or empty if there is none or more than one. */
    Optional<String> ofEmployee(String employeeId) {
        String filter = "employeeId eq '" + employeeId.replace("'", "''") + "'";
        RequestInformation request = door.requests().users().toGetRequestInformation(configuration -> {
            configuration.queryParameters.filter = filter;
            configuration.queryParameters.select = new String[] {ID};
        });
        request.headers.add("Cache-Control", "no-cache");
        List<Attributes> found = new ArrayList<>();
        reader(Set.of()).read(door.read(request).body(), collecting(found));
        return found.size() == 1 ? found.get(0).text(ID) : Optional.empty();
    }

    RequestInformation request(String idOrName, Collection<String> properties) {
        return door.requests()
                .get(GraphPath.of("/users/{}?$select=", idOrName) + String.join(",", selected(properties)));
    }

    Optional<Attributes> answer(BatchReply reply, Collection<String> properties) {
        return reply.status() == 404 ? Optional.empty() : Optional.of(read(reply.bodyOrThrow(), properties));
    }

    static Attributes read(byte[] user, Collection<String> properties) {
        List<Attributes> found = new ArrayList<>();
        reader(properties).readOne(user, collecting(found));
        return found.get(0);
    }

    private static Set<String> selected(Collection<String> properties) {
        Set<String> selected = new TreeSet<>(properties);
        selected.addAll(Set.of(ID, PRINCIPAL_NAME, CREATED, SYNCED, "displayName"));
        return selected;
    }

    private static PageReader reader(Collection<String> properties) {
        PropertyTable.Builder table = PropertyTable.builder().add(ValueReaders.FLAG, SYNCED);
        table.add(ValueReaders.TEXT, ID).add(ValueReaders.TIME, CREATED);
        Set<String> others = new TreeSet<>(selected(properties));
        others.removeAll(Set.of(ID, CREATED, SYNCED));
        for (String name : others) {
            table.add(UserProperty.named(name).orElseThrow().form().reader(), name);
        }
        return new PageReader("users", table.build(), Set.of());
    }

    private static RowVisitor collecting(List<Attributes> found) {
        return new RowVisitor() {
            @Override
            public void row(Row row) {
                found.add(row.attributes(Set.of()).build());
            }

            @Override
            public void notAnObject() {
                // No user.
            }
        };
    }
}
