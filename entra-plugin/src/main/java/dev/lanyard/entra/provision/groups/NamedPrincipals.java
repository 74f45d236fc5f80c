package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds principals of any type by object id, and users by principal name. For one thread. */
final class NamedPrincipals {

    private static final Pattern OBJECT_ID = Pattern.compile(EntraSchema.GUID);

    private static final PageReader USERS = new PageReader(
            "users", PropertyTable.builder().add(ValueReaders.TEXT, "id").build(), Set.of());

    private final ChangeSession session;
    private final Map<String, ResourceId> found = new HashMap<>();

    NamedPrincipals(ChangeSession session) {
        this.session = session;
    }

    /** Looks them up, and waits for those that reads do not show yet; what is not in the answer does not exist. */
    Map<String, ResourceId> find(Collection<String> names) {
        session.settling()
                .until(
                        () -> {
                            Set<String> left = new LinkedHashSet<>(names);
                            left.removeAll(found.keySet());
                            lookUp(left);
                            return found.keySet().containsAll(names);
                        },
                        "Microsoft Graph has yet to find those who are to be owners and members");
        return found;
    }

    private void lookUp(Set<String> names) {
        List<String> ids = new ArrayList<>();
        List<String> users = new ArrayList<>();
        names.forEach(name -> (OBJECT_ID.matcher(name).matches() ? ids : users).add(name));
        Map<String, String> types = new DirectoryLookup(session.door()).types(ids);
        for (String id : ids) {
            String type = types.get(id.toLowerCase(Locale.ROOT));
            if (type != null) {
                found.put(id, new ResourceId(type, id.toLowerCase(Locale.ROOT)));
            }
        }
        List<BatchReply> replies = session.door()
                .batch(users.stream()
                        .map(name -> session.door().requests().get(GraphPath.of("/users/{}?$select=id", name)))
                        .toList());
        for (int i = 0; i < users.size(); i++) {
            if (replies.get(i).status() != 404) {
                String id = Facts.one(USERS, replies.get(i).bodyOrThrow(), row -> row.text("id"));
                found.put(users.get(i), new ResourceId(EntraTypes.USER, id));
            }
        }
    }
}
