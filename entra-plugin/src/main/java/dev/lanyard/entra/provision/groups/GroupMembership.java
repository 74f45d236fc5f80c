package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.ExchangePermissions;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.provision.change.AccessDescription;
import dev.lanyard.entra.provision.change.ChangeHandler;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Members and owners of security and Microsoft 365 groups; those of groups that Exchange keeps only where Exchange
 * Online is set.
 */
public final class GroupMembership implements ChangeHandler {

    private static final List<Permission> PERMISSIONS = List.of(
            new Permission(WritePermissions.GROUP_MEMBERS, "to add and remove members", false),
            new Permission(WritePermissions.GROUPS, "to add and remove owners", true),
            new Permission(WritePermissions.ROLE_ASSIGNABLE_GROUPS, "for groups that can hold directory roles", true),
            new Permission(
                    ExchangePermissions.MANAGE.anyOf(), "for groups that Exchange manages, if that is set", true));

    private static final AccessDescription ACCESS = new AccessDescription(
            "group",
            EntraTypes.GROUP,
            Set.of(EntraTypes.MEMBER, EntraTypes.OWNER),
            Set.of(Holding.ACTIVE),
            "Not of dynamic and synchronised groups, and of those that Exchange manages only where exchangeOnline is set.",
            PERMISSIONS,
            ExchangePermissions.ROLES);

    private static final List<ChangeDescriptor> DESCRIPTORS = List.of(
            ACCESS.granting("Add to a group", "Adds a member or an owner to a group.", ConfigSchema.EMPTY),
            ACCESS.revoking("Remove from a group", "Removes a member or an owner."));

    /** For everyone: it keeps nothing. */
    public GroupMembership() {}

    @Override
    public List<ChangeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    /** What Exchange grants is needed only where it is switched on. */
    @Override
    public List<Permission> permissions(ChangeDescriptor descriptor, EntraSettings settings) {
        return descriptor.permissions().stream()
                .filter(permission -> settings.exchange().isPresent()
                        || !permission.anyOf().equals(ExchangePermissions.MANAGE.anyOf()))
                .toList();
    }

    @Override
    public List<String> privilegedRoles(ChangeDescriptor descriptor, EntraSettings settings) {
        return settings.exchange().isPresent() ? descriptor.privilegedRoles() : List.of();
    }

    @Override
    public void apply(List<PendingChange> changes, ChangeSession session) {
        List<GroupLink> links = changes.stream().map(GroupLink::of).toList();
        Map<String, GroupFacts> groups = GroupFacts.read(
                session.door(),
                Stream.concat(
                                links.stream().map(GroupLink::groupId),
                                links.stream()
                                        .filter(GroupLink::addsGroup)
                                        .map(link -> link.principal().id()))
                        .toList());
        List<GroupLink> adding = new ArrayList<>();
        List<GroupLink> removing = new ArrayList<>();
        List<GroupLink> kept = new ArrayList<>();
        for (GroupLink link : links) {
            GroupFacts group = groups.get(link.groupId());
            if (group == null) {
                GroupRefusals.settleMissing(link, session);
            } else if (session.exchange().isPresent() && group.isKeptByExchange(link)) {
                kept.add(link);
            } else if (!refused(link, group, groups.get(link.principal().id()))) {
                (link.adding() ? adding : removing).add(link);
            }
        }
        new LinkAdding(session).add(adding);
        new LinkRemoving(session, groups).remove(removing);
        kept.removeIf(GroupMembership::isForeign);
        session.exchange().ifPresent(exchange -> new MailGroups(session, exchange).apply(kept, groups));
        links.stream()
                .filter(link -> link.pending().settled())
                // Graph tells no owners of groups that Exchange keeps.
                .filter(link -> !(link.ofOwner() && kept.contains(link)))
                .forEach(link -> link.sight(session.door()).ifPresent(link.pending()::visibleThrough));
    }

    /** Settles what is not given for good and everywhere at once. */
    private static boolean isForeign(GroupLink link) {
        if (link.isPlain()) {
            return false;
        }
        link.pending()
                .failed(
                        ErrorKind.UNSUPPORTED,
                        "membership of the group " + link.groupId() + " begins at once and holds everywhere",
                        "leave out scope and start, or give an end");
        return true;
    }

    private static boolean refused(GroupLink link, GroupFacts group, @Nullable GroupFacts principal) {
        PendingChange pending = link.pending();
        if (isForeign(link)) {
            return true;
        }
        Optional<Refusal> refusal = group.refusal(link);
        if (refusal.isPresent()) {
            GroupRefusals.settle(pending, refusal.get(), group.name());
            return true;
        }
        if (link.adding() && !group.takes(link.principal().type(), link.ofOwner())) {
            GroupRefusals.settlePrincipalType(link, group);
            return true;
        }
        if (link.addsGroup() && principal != null && !principal.canBelong()) {
            pending.refused(
                    "principal-type",
                    "the group '" + principal.name() + "' is a Microsoft 365 group, which cannot belong to '"
                            + group.name() + "' or any other group",
                    "add its members instead");
            return true;
        }
        return false;
    }
}
