package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.exchange.CmdletReply;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.spi.error.ErrorKind;
import java.time.Duration;
import java.util.List;

/**
 * Settles what Exchange cannot do because it does not know somebody: it hears of a new user or group some minutes after
 * the directory does.
 */
final class UnknownRecipients {

    private static final String NOT_FOUND = "ManagementObjectNotFoundException";
    private static final Duration EXCHANGE_TAKES = Duration.ofMinutes(5);

    private final ChangeSession session;
    private final ExchangeDoor exchange;

    UnknownRecipients(ChangeSession session, ExchangeDoor exchange) {
        this.session = session;
        this.exchange = exchange;
    }

    /** Whether a cmdlet failed because the group or the principal is unknown. */
    static boolean isMeant(CmdletReply reply) {
        return reply.failedWith(NOT_FOUND) || reply.says("couldn't be found") || reply.says("Couldn't find object");
    }

    /** Whether Exchange knows the group; it has one answer for groups and principals, in words that change. */
    boolean knowsGroup(GroupLink link) {
        CmdletReply reply = exchange.run(MailGroupCmdlets.group(link));
        if (reply.succeeded()) {
            return true;
        }
        if (isMeant(reply)) {
            return false;
        }
        throw reply.failureOrThrow();
    }

    /** Settles a change of a group that Exchange does not know, while the directory does. */
    void settleWithoutGroup(GroupLink link) {
        link.pending().inProgress("Exchange Online does not know the group " + link.groupId() + " yet", EXCHANGE_TAKES);
    }

    /** Settles an addition of somebody whom Exchange does not know. */
    void settleWithoutPrincipal(GroupLink link) {
        String id = link.principal().id();
        if (new DirectoryLookup(session.door()).existing(List.of(id)).isEmpty()) {
            link.pending()
                    .failed(
                            ErrorKind.NOT_FOUND,
                            "the " + link.principal().type() + " " + id + " does not exist, or was deleted",
                            "check the id, or restore it first");
        } else {
            link.pending()
                    .inProgress(
                            "Exchange Online does not know the "
                                    + link.principal().type() + " " + id
                                    + " yet: it takes some minutes, and a mailbox or mail address",
                            EXCHANGE_TAKES);
        }
    }
}
