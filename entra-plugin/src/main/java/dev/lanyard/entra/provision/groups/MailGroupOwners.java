package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.exchange.CmdletReply;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.error.ErrorKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Adds owners to groups that Exchange keeps, and removes them. Exchange says nothing about an owner who is one already,
 * so that the owners are read before.
 */
final class MailGroupOwners {

    /** Under one of these Exchange lists an owner, as it lists no ids. */
    private static final String[] NAMES = {
        "ExternalDirectoryObjectId", "Identity", "Name", "Alias", "PrimarySmtpAddress", "DistinguishedName"
    };

    private static final PageReader RECIPIENTS = new PageReader(
            "recipients in Exchange Online",
            PropertyTable.builder().add(ValueReaders.TEXT, NAMES).build(),
            Set.of());
    private static final PageReader GROUPS = new PageReader(
            "groups in Exchange Online",
            PropertyTable.builder().add(ValueReaders.TEXTS, "ManagedBy").build(),
            Set.of());

    private final ExchangeDoor exchange;
    private final UnknownRecipients unknown;

    MailGroupOwners(ExchangeDoor exchange, UnknownRecipients unknown) {
        this.exchange = exchange;
        this.unknown = unknown;
    }

    void change(GroupLink link, GroupFacts group) {
        CmdletReply owned = exchange.run(MailGroupCmdlets.group(link));
        if (!owned.succeeded()) {
            settleUnread(link, owned);
            return;
        }
        CmdletReply recipient = exchange.run(MailGroupCmdlets.recipient(link));
        if (!recipient.succeeded() && !UnknownRecipients.isMeant(recipient)) {
            link.pending().failed(recipient.failureOrThrow());
            return;
        }
        if (!recipient.succeeded() && link.adding()) {
            unknown.settleWithoutPrincipal(link);
            return;
        }
        List<String> owners = Facts.page(GROUPS, owned.pages().get(0), row -> row.texts("ManagedBy")).stream()
                .flatMap(List::stream)
                .toList();
        Set<String> names = names(link, recipient);
        boolean owns = owners.stream().anyMatch(names::contains);
        if (owns == link.adding()) {
            link.pending().alreadySo();
        } else if (!link.adding() && owners.size() == 1) {
            refuseLast(link, group);
        } else {
            write(link, group);
        }
    }

    private void settleUnread(GroupLink link, CmdletReply reply) {
        if (UnknownRecipients.isMeant(reply)) {
            unknown.settleWithoutGroup(link);
        } else {
            link.pending().failed(reply.failureOrThrow());
        }
    }

    private static Set<String> names(GroupLink link, CmdletReply recipient) {
        Set<String> names = new HashSet<>(Set.of(link.principal().id()));
        recipient
                .pages()
                .forEach(page ->
                        Facts.page(RECIPIENTS, page, MailGroupOwners::names).forEach(names::addAll));
        return names;
    }

    private static List<String> names(Row row) {
        return Stream.of(NAMES).map(row::text).filter(text -> !text.isBlank()).toList();
    }

    private void write(GroupLink link, GroupFacts group) {
        CmdletReply reply = exchange.run(MailGroupCmdlets.changeOwner(link));
        reply.requestId().ifPresent(link.pending()::decidedBy);
        if (reply.succeeded()) {
            link.pending().changed();
        } else if (reply.says("at least one owner")) {
            refuseLast(link, group);
        } else if (UnknownRecipients.isMeant(reply)) {
            link.pending()
                    .failed(
                            ErrorKind.CONFLICT,
                            "Exchange Online does not find " + link.grant().text() + ": " + reply.message(),
                            "try again in a few minutes");
        } else {
            link.pending().failed(reply.failureOrThrow());
        }
    }

    private static void refuseLast(GroupLink link, GroupFacts group) {
        link.pending()
                .refused(
                        "last-owner",
                        "the group '" + group.name() + "' would be left without an owner",
                        "make someone else an owner first");
    }
}
