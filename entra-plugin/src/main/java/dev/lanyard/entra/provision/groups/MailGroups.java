package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Members and owners of distribution lists and mail-enabled security groups, through Exchange, one after the other. */
final class MailGroups {

    private static final Set<String> MEMBER_TYPES = Set.of(EntraTypes.USER, EntraTypes.GROUP, EntraTypes.CONTACT);

    private final MailGroupMembers members;
    private final MailGroupOwners owners;

    MailGroups(ChangeSession session, ExchangeDoor exchange) {
        UnknownRecipients unknown = new UnknownRecipients(session, exchange);
        this.members = new MailGroupMembers(exchange, unknown);
        this.owners = new MailGroupOwners(exchange, unknown);
    }

    void apply(List<GroupLink> links, Map<String, GroupFacts> groups) {
        List<GroupLink> left = new ArrayList<>(links);
        left.removeIf(link -> refused(
                link,
                Objects.requireNonNull(groups.get(link.groupId())),
                groups.get(link.principal().id())));
        OneByOne.carryOut(left, GroupLink::pending, link -> {
            if (link.ofOwner()) {
                owners.change(link, Objects.requireNonNull(groups.get(link.groupId())));
            } else {
                members.change(link);
            }
        });
    }

    /** Source: the reference of Add-DistributionGroupMember and Set-DistributionGroup. */
    private static boolean refused(GroupLink link, GroupFacts group, @Nullable GroupFacts principal) {
        Optional<Refusal> refusal = Optional.empty();
        String type = link.principal().type();
        if (!(link.ofOwner() ? Set.of(EntraTypes.USER) : MEMBER_TYPES).contains(type)) {
            refusal = Optional.of(new Refusal(
                    "principal-type",
                    "the group '" + group.name() + "' takes no " + type + " as "
                            + link.grant().entitlement().slug()));
        } else if (principal != null && !isForMail(principal.kind())) {
            refusal = Optional.of(new Refusal(
                    "principal-type",
                    "the group '" + principal.name() + "' is "
                            + principal.kind().text() + ", and '" + group.name()
                            + "' takes distribution lists and mail-enabled security groups only"));
        }
        refusal.ifPresent(why -> link.pending()
                .refused(why.code(), why.reason(), "choose a principal that Exchange Online knows as a recipient"));
        return refusal.isPresent();
    }

    private static boolean isForMail(GroupKind kind) {
        return kind == GroupKind.DISTRIBUTION || kind == GroupKind.MAIL_ENABLED_SECURITY;
    }
}
