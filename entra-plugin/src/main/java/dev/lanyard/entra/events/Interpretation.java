package dev.lanyard.entra.events;

import dev.lanyard.entra.sync.applications.ApplicationsStream;
import dev.lanyard.entra.sync.applications.CredentialsStream;
import dev.lanyard.entra.sync.changes.AuditEntry;
import dev.lanyard.entra.sync.changes.AuditEntry.Target;
import dev.lanyard.entra.sync.groups.GroupTies;
import dev.lanyard.entra.sync.page.Renewal.Part;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.event.ChangeKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sense of entries of the audit log. The names of activities are those that the log was seen to use; what has
 * another name and names one object only is taken for a change of that object, and what is about things that no stream
 * reads means nothing.
 */
final class Interpretation {

    private static final String USER = "user";
    private static final String GROUP = "group";
    private static final String PRINCIPAL = "serviceprincipal";
    private static final String APPLICATION = "application";
    private static final String ROLE = "role";

    private static final String OBJECT = "(user|group|application|service principal)";
    private static final Pattern CREATED = Pattern.compile("(add|restore) " + OBJECT + "|invite external user");
    private static final Pattern DELETED = Pattern.compile("(hard delete|delete|remove) " + OBJECT);
    private static final Pattern LINKED = Pattern.compile(
            "(?<verb>add|remove)\\b.*\\b(?<relation>member|owner)s? (to|from) (?<what>group|role|service principal)\\b.*");
    private static final Pattern KEY = Pattern.compile("KeyIdentifier=([^,\\]]+)");

    private static final Map<String, String> TYPES = Map.of(
            USER,
            EntraTypes.USER,
            GROUP,
            EntraTypes.GROUP,
            PRINCIPAL,
            EntraTypes.SERVICE_PRINCIPAL,
            APPLICATION,
            EntraTypes.APPLICATION,
            ROLE,
            EntraTypes.ROLE,
            "device",
            EntraTypes.DEVICE,
            "contact",
            EntraTypes.CONTACT,
            "orgcontact",
            EntraTypes.CONTACT);

    private static final Map<String, String> GRAPH_TYPES = Map.of(
            USER,
            "#microsoft.graph.user",
            GROUP,
            "#microsoft.graph.group",
            PRINCIPAL,
            "#microsoft.graph.servicePrincipal",
            "device",
            "#microsoft.graph.device",
            "contact",
            "#microsoft.graph.orgContact",
            "orgcontact",
            "#microsoft.graph.orgContact");

    private Interpretation() {}

    /** What an entry means; nothing if it did not come about, or is about nothing that is read. */
    static Optional<Meaning> of(AuditEntry entry) {
        if (!entry.successful()) {
            return Optional.empty();
        }
        String words = entry.words();
        if (words.contains("app role assignment")) {
            return assignment(entry, words.startsWith("add"));
        }
        Matcher linked = LINKED.matcher(words);
        if (linked.matches()) {
            boolean added = linked.group("verb").equals("add");
            return switch (linked.group("what")) {
                case "group" -> ofGroup(entry, linked.group("relation"), added);
                case "role" -> ofRole(entry, added);
                default -> ofPrincipal(entry, added);
            };
        }
        if (entry.targets().size() == 1) {
            return ofObject(entry, entry.targets().get(0));
        }
        boolean people = entry.targets().size() > 1
                && entry.ids(USER).size() == entry.targets().size();
        return people ? ofSeveral(entry) : Optional.empty();
    }

    private static Optional<Meaning> assignment(AuditEntry entry, boolean added) {
        Optional<Target> holder = holder(entry);
        Optional<String> resource = entry.ids(PRINCIPAL).stream()
                .filter(id -> holder.isEmpty() || !id.equals(holder.get().id()))
                .findFirst();
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        ResourceId application = new ResourceId(EntraTypes.SERVICE_PRINCIPAL, resource.get());
        Meaning.Look look = new Meaning.Look(Part.SERVICE_PRINCIPAL, resource.get());
        Optional<String> role = entry.value("AppRole.Id");
        if (holder.isEmpty() || role.isEmpty()) {
            return Optional.of(Meaning.of(ChangeKind.RESOURCE_CHANGED, application, look));
        }
        EntitlementId entitlement = new EntitlementId(application, ApplicationsStream.slug(role.get()));
        return Optional.of(Meaning.of(kind(added), GrantKey.direct(entitlement, key(holder.get())), look));
    }

    /** Who is assigned: a user, a group, or of two service principals the one that the properties name. */
    private static Optional<Target> holder(AuditEntry entry) {
        Optional<String> named = entry.value("User.ObjectID")
                .or(() -> entry.value("Group.ObjectID"))
                .or(() -> entry.value("ServicePrincipal.ObjectID"));
        return entry.targets().stream()
                .filter(target -> named.isPresent()
                        ? target.id().equals(named.get())
                        : target.type().equals(USER) || target.type().equals(GROUP))
                .findFirst();
    }

    private static Optional<Meaning> ofGroup(AuditEntry entry, String relation, boolean added) {
        Optional<Target> group = whole(entry, GROUP, "Group.ObjectID");
        Optional<Target> holder = group.flatMap(of -> other(entry, of));
        if (group.isEmpty() || holder.isEmpty()) {
            return Optional.empty();
        }
        boolean scheduled = entry.words().contains("eligible") || entry.words().contains("pim");
        String id = group.get().id();
        EntitlementId entitlement = new EntitlementId(
                new ResourceId(EntraTypes.GROUP, id), relation.equals("owner") ? EntraTypes.OWNER : EntraTypes.MEMBER);
        ResourceId principal = key(holder.get());
        Meaning meaning = Meaning.of(kind(added), grant(entitlement, principal, entry))
                .and(Part.GROUP_SCHEDULES, id + " " + principal.text());
        String type = GRAPH_TYPES.getOrDefault(holder.get().type(), "");
        if (!scheduled && type.isEmpty()) {
            return Optional.of(meaning.and(Part.GROUP_WITH_LINKS, id));
        }
        return Optional.of(
                scheduled
                        ? meaning
                        : meaning.with(new GroupTies.Tie(
                                id, relation + "s", type, holder.get().id(), !added)));
    }

    private static Optional<Meaning> ofRole(AuditEntry entry, boolean added) {
        // An activated role has an id of its own in each tenant; that of its template is the one that streams read.
        Optional<String> role =
                entry.value("Role.TemplateId").or(() -> entry.ids(ROLE).stream().findFirst());
        Optional<Target> holder = entry.targets().stream()
                .filter(target -> !target.type().equals(ROLE) && TYPES.containsKey(target.type()))
                .findFirst();
        if (role.isEmpty() || holder.isEmpty()) {
            return Optional.empty();
        }
        ResourceId principal = key(holder.get());
        EntitlementId entitlement = new EntitlementId(new ResourceId(EntraTypes.ROLE, role.get()), EntraTypes.ASSIGNED);
        return Optional.of(
                Meaning.of(kind(added), grant(entitlement, principal, entry)).and(Part.ROLE_HOLDER, principal.text()));
    }

    private static Optional<Meaning> ofPrincipal(AuditEntry entry, boolean added) {
        Optional<Target> application = whole(entry, PRINCIPAL, "ServicePrincipal.ObjectID");
        Optional<Target> holder = application.flatMap(of -> other(entry, of));
        if (application.isEmpty() || holder.isEmpty()) {
            return Optional.empty();
        }
        EntitlementId entitlement = new EntitlementId(key(application.get()), EntraTypes.OWNER);
        return Optional.of(Meaning.of(kind(added), GrantKey.direct(entitlement, key(holder.get())))
                .and(Part.SERVICE_PRINCIPAL, application.get().id()));
    }

    private static GrantKey grant(EntitlementId entitlement, ResourceId principal, AuditEntry entry) {
        Holding holding = entry.words().contains("eligible") ? Holding.ELIGIBLE : Holding.ACTIVE;
        return new GrantKey(entitlement, principal, holding, Optional.empty(), Optional.empty());
    }

    /** What somebody belongs to: the only target of the type, or of several the one that a property names. */
    private static Optional<Target> whole(AuditEntry entry, String type, String property) {
        Optional<String> named = entry.value(property);
        List<Target> candidates = entry.targets().stream()
                .filter(target -> target.type().equals(type))
                .toList();
        return candidates.size() == 1
                ? Optional.of(candidates.get(0))
                : candidates.stream()
                        .filter(target -> named.equals(Optional.of(target.id())))
                        .findFirst();
    }

    private static Optional<Target> other(AuditEntry entry, Target than) {
        return entry.targets().stream()
                .filter(target -> !target.id().equals(than.id()))
                .findFirst();
    }

    /** Several users at once, such as a user and the manager: what was modified stands with the one it is about. */
    private static Optional<Meaning> ofSeveral(AuditEntry entry) {
        Target about = entry.targets().stream()
                .filter(target -> !target.modified().isEmpty())
                .findFirst()
                .orElse(entry.targets().get(0));
        Meaning meaning = Meaning.of(ChangeKind.RESOURCE_CHANGED, key(about));
        for (String id : entry.ids(USER)) {
            meaning = meaning.and(Part.USER, id);
        }
        return Optional.of(meaning);
    }

    private static Optional<Meaning> ofObject(AuditEntry entry, Target target) {
        String words = entry.words();
        ChangeKind kind = CREATED.matcher(words).matches()
                ? ChangeKind.RESOURCE_CREATED
                : DELETED.matcher(words).matches() || words.equals("delete role definition")
                        ? ChangeKind.RESOURCE_DELETED
                        : ChangeKind.RESOURCE_CHANGED;
        String id = target.id();
        boolean all = kind != ChangeKind.RESOURCE_CHANGED;
        boolean restored = words.startsWith("restore");
        boolean licences = all || words.contains("licen");
        return switch (target.type()) {
            case USER -> {
                Meaning meaning = Meaning.of(kind, key(target)).and(Part.USER, id);
                meaning = restored
                        ? meaning.and(Part.HELD_BY_USER, id)
                                .and(Part.ROLE_HOLDER, key(target).text())
                        : meaning;
                yield Optional.of(licences ? meaning.and(Part.USER_LICENCES, id).and(Part.PRODUCTS, "") : meaning);
            }
            case GROUP -> {
                Meaning meaning = Meaning.of(kind, key(target))
                        .and(kind == ChangeKind.RESOURCE_CREATED ? Part.GROUP_WITH_LINKS : Part.GROUP, id);
                meaning = restored
                        ? meaning.and(Part.HELD_BY_GROUP, id)
                                .and(Part.ROLE_HOLDER, key(target).text())
                        : meaning;
                yield Optional.of(
                        licences ? meaning.and(Part.GROUP_LICENCES, id).and(Part.PRODUCTS, "") : meaning);
            }
            case PRINCIPAL -> {
                Meaning meaning = Meaning.of(kind, key(target)).and(Part.SERVICE_PRINCIPAL, id);
                meaning = restored
                        ? meaning.and(Part.HELD_BY_PRINCIPAL, id)
                                .and(Part.ROLE_HOLDER, key(target).text())
                        : meaning;
                yield Optional.of(meaning.with(formerKeys(target)));
            }
            case APPLICATION ->
                Optional.of(
                        Meaning.of(kind, key(target)).and(Part.REGISTRATION, id).with(formerKeys(target)));
            case ROLE -> Optional.of(Meaning.of(kind, key(target)).and(Part.ROLE, id));
            default -> Optional.empty();
        };
    }

    /** The credentials that there were before: which of them are left is read anew. */
    private static List<SyncRecord> formerKeys(Target target) {
        List<SyncRecord> removals = new ArrayList<>();
        Matcher key = KEY.matcher(target.before("KeyDescription"));
        while (key.find()) {
            removals.add(new Removal(CredentialsStream.credential(target.id(), key.group(1))));
        }
        return removals;
    }

    private static ResourceId key(Target target) {
        return new ResourceId(TYPES.getOrDefault(target.type(), EntraTypes.DIRECTORY_OBJECT), target.id());
    }

    private static ChangeKind kind(boolean added) {
        return added ? ChangeKind.GRANT_ADDED : ChangeKind.GRANT_REMOVED;
    }
}
