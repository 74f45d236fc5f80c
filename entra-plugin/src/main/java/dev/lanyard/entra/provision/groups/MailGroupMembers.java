package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.exchange.CmdletReply;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Set;

/** Adds members to groups that Exchange keeps, and removes them. */
final class MailGroupMembers {

    private static final String ID = "ExternalDirectoryObjectId";
    private static final PageReader MEMBERS = new PageReader(
            "members in Exchange Online",
            PropertyTable.builder().add(ValueReaders.TEXT, ID).build(),
            Set.of());

    private final ExchangeDoor exchange;
    private final UnknownRecipients unknown;

    MailGroupMembers(ExchangeDoor exchange, UnknownRecipients unknown) {
        this.exchange = exchange;
        this.unknown = unknown;
    }

    void change(GroupLink link) {
        CmdletReply reply =
                exchange.run(link.adding() ? MailGroupCmdlets.addMember(link) : MailGroupCmdlets.removeMember(link));
        reply.requestId().ifPresent(link.pending()::decidedBy);
        if (reply.succeeded()) {
            link.pending().changed();
        } else if (link.adding() ? saysMember(reply) : saysNoMember(reply)) {
            settleAsWanted(link, reply);
        } else if (!UnknownRecipients.isMeant(reply)) {
            link.pending().failed(reply.failureOrThrow());
        } else if (!unknown.knowsGroup(link)) {
            unknown.settleWithoutGroup(link);
        } else if (link.adding()) {
            unknown.settleWithoutPrincipal(link);
        } else {
            lookInto(link, reply);
        }
    }

    private static boolean saysMember(CmdletReply reply) {
        return reply.failedWith("MemberAlreadyExistsException") || reply.says("is already a member of the group");
    }

    private static boolean saysNoMember(CmdletReply reply) {
        return reply.failedWith("MemberNotFoundException") || reply.says("isn't a member of the group");
    }

    /** After a lost answer it is our own doing. */
    private static void settleAsWanted(GroupLink link, CmdletReply reply) {
        if (reply.inDoubt()) {
            link.pending().changed();
        } else {
            link.pending().alreadySo();
        }
    }

    /** Whoever Exchange does not know can still stand in its list of members. */
    private void lookInto(GroupLink link, CmdletReply reply) {
        CmdletReply members = exchange.run(MailGroupCmdlets.members(link));
        if (!members.succeeded()) {
            link.pending().failed(members.failureOrThrow());
            return;
        }
        boolean listed = members.pages().stream()
                .flatMap(page -> Facts.page(MEMBERS, page, row -> row.text(ID)).stream())
                .anyMatch(link.principal().id()::equalsIgnoreCase);
        if (listed) {
            link.pending()
                    .failed(
                            ErrorKind.CONFLICT,
                            "Exchange Online does not find " + link.grant().text() + ", but lists it",
                            "try again in a few minutes");
        } else {
            settleAsWanted(link, reply);
        }
    }
}
