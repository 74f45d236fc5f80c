package dev.lanyard.simulator.tenant;

import dev.lanyard.simulator.tenant.AuditLog.Initiator;
import dev.lanyard.simulator.tenant.AuditLog.Modified;
import dev.lanyard.simulator.tenant.AuditLog.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one change will say in the audit log once it is made, in Graph's names of activities and properties.
 *
 * <p>What Graph says of the values is not always all of it, and what it leaves out is left out here: which licence was
 * changed, and what of an object's links.
 */
final class AuditNotes {

    private static final Set<String> CREDENTIALS = Set.of("passwordCredentials", "keyCredentials");
    private static final Set<String> PASSWORD = Set.of("passwordProfile", "lastPasswordChangeDateTime");

    private record Note(String activity, Optional<Initiator> by, List<Target> targets) {}

    private final List<Note> notes = new ArrayList<>();

    void add(String activity, DirectoryObject... targets) {
        note(
                activity,
                List.of(targets).stream()
                        .map(each -> AuditLog.target(each, List.of()))
                        .toList());
    }

    private void note(String activity, List<Target> targets) {
        notes.add(new Note(activity, Optional.empty(), targets));
    }

    /** An object was added. */
    void added(DirectoryObject object) {
        add("Add " + AuditLog.word(object.type()), object);
    }

    void deleted(DirectoryObject gone, boolean permanent) {
        String how = permanent ? "Hard Delete " : gone.type() == ObjectType.SERVICE_PRINCIPAL ? "Remove " : "Delete ";
        add(how + AuditLog.word(gone.type()), gone);
    }

    /** Properties have other values; some of them have activities of their own. */
    void updated(DirectoryObject before, DirectoryObject object, Set<String> properties) {
        Set<String> others = new HashSet<>(properties);
        if (object.type() == ObjectType.SERVICE_PRINCIPAL && others.removeAll(CREDENTIALS)) {
            updated("Add service principal credentials", before, object, CREDENTIALS);
        }
        if (object.type() == ObjectType.APPLICATION && others.removeAll(CREDENTIALS)) {
            updated("Update application – Certificates and secrets management", before, object, CREDENTIALS);
        }
        if (object.type() == ObjectType.USER && others.removeAll(PASSWORD)) {
            add("Reset user password", object);
        }
        if (object.type() == ObjectType.USER && others.remove("accountEnabled")) {
            boolean enabled = object.value(object.type().properties().get("accountEnabled"))
                    .asBoolean();
            updated(enabled ? "Enable account" : "Disable account", before, object, Set.of("accountEnabled"));
        }
        // What is kept beside the directory, such as a synchronization job, is not in its log.
        boolean told = others.size() < properties.size();
        if (object.type().isDirectoryObject() && (!told || !others.isEmpty())) {
            updated("Update " + AuditLog.word(object.type()), before, object, others);
        }
    }

    /** Properties have other values, which has a name of its own. */
    void updated(String activity, DirectoryObject before, DirectoryObject object, Set<String> properties) {
        List<Modified> modified = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String property : new TreeSet<>(properties)) {
            if (object.type().properties().find(property) != null
                    && !CREDENTIALS.contains(property)
                    && !PASSWORD.contains(property)) {
                String name = Character.toUpperCase(property.charAt(0)) + property.substring(1);
                names.add(name);
                modified.add(new Modified(name, listed(before, property), listed(object, property)));
            }
        }
        if (properties.stream().anyMatch(CREDENTIALS::contains)) {
            names.add("KeyDescription");
            modified.add(new Modified("KeyDescription", keys(before), keys(object)));
        }
        modified.add(new Modified("Included Updated Properties", null, quoted(String.join(", ", names))));
        note(activity, List.of(AuditLog.target(object, modified)));
    }

    void assigned(DirectoryObject principal, DirectoryObject resource, String roleId) {
        String activity = switch (principal.type()) {
            case USER -> "Add app role assignment grant to user";
            case GROUP -> "Add app role assignment to group";
            default -> "Add app role assignment to service principal";
        };
        note(activity, assignment(principal, resource, roleId, value -> new String[] {null, value}));
    }

    void unassigned(DirectoryObject principal, DirectoryObject resource, String roleId) {
        note(
                "Remove app role assignment from " + AuditLog.word(principal.type()),
                assignment(principal, resource, roleId, value -> new String[] {value, null}));
    }

    private static List<Target> assignment(
            DirectoryObject principal,
            DirectoryObject resource,
            String roleId,
            Function<String, @Nullable String[]> change) {
        String type = principal.type().graphName();
        String holder = Character.toUpperCase(type.charAt(0)) + type.substring(1);
        return List.of(
                AuditLog.target(
                        resource,
                        List.of(
                                modified("AppRole.Id", roleId, change),
                                modified(holder + ".ObjectID", principal.id(), change))),
                AuditLog.target(principal, List.of()));
    }

    void linked(Link link, DirectoryObject from, DirectoryObject to, boolean there) {
        if (link == Link.MANAGED_BY) {
            // Exchange has a log of its own.
            return;
        }
        String end = link == Link.OWNERS ? "owner" : "member";
        held(
                (there ? "Add " + end + " to " : "Remove " + end + " from ") + AuditLog.word(from.type()),
                to,
                from,
                there);
    }

    /** Someone has come to hold, or holds no longer, something of an object. */
    void held(String activity, DirectoryObject principal, DirectoryObject object, boolean there) {
        Function<String, @Nullable String[]> change =
                value -> there ? new String[] {null, value} : new String[] {value, null};
        String type = object.type() == ObjectType.ROLE_DEFINITION
                ? "role"
                : object.type().graphName();
        String prefix = Character.toUpperCase(type.charAt(0)) + type.substring(1);
        String name = AuditLog.textOrNull(object, "displayName");
        note(
                activity,
                List.of(
                        AuditLog.target(
                                principal,
                                List.of(
                                        modified(prefix + ".ObjectID", object.id(), change),
                                        modified(prefix + ".DisplayName", name == null ? "" : name, change))),
                        AuditLog.target(object, List.of())));
    }

    /** Licences have reached users through a group, or left them. */
    void inherited(Collection<DirectoryObject> users) {
        users.forEach(user -> notes.add(new Note(
                "Change user license",
                Optional.of(Initiator.GROUP_LICENSING),
                List.of(AuditLog.target(user, List.of())))));
    }

    void writeTo(AuditLog log, Initiator by) {
        notes.forEach(note -> log.add(note.activity(), note.by().orElse(by), note.targets()));
    }

    /** Graph describes credentials in a notation of its own. */
    private static String keys(DirectoryObject object) {
        List<String> keys = new ArrayList<>();
        for (String property : new TreeSet<>(CREDENTIALS)) {
            object.value(object.type().properties().get(property))
                    .forEach(each -> keys.add(quoted("[KeyIdentifier="
                            + each.path("keyId").asText()
                            + ",KeyType="
                            + (property.equals("keyCredentials") ? "AsymmetricX509Cert" : "Password")
                            + ",KeyUsage=Verify,DisplayName="
                            + each.path("displayName").asText()
                            + "]")));
        }
        return "[" + String.join(",", keys) + "]";
    }

    private static Modified modified(String name, String value, Function<String, @Nullable String[]> change) {
        @Nullable String[] values = change.apply(quoted(value));
        return new Modified(name, values[0], values[1]);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String listed(DirectoryObject object, String property) {
        String value = object.value(object.type().properties().get(property)).toString();
        return value.isEmpty() ? "[]" : "[" + value + "]";
    }
}
