package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets the managers of new accounts, which are made in any case: what cannot be set, their results say. */
final class ManagerSetting {

    private final ChangeSession session;
    private final UserReading users;
    private final ManagerLink links;

    ManagerSetting(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
        this.links = new ManagerLink(session);
    }

    /**
     * A manager who is asked for.
     *
     * @param pending the change, for what has to be said
     * @param userId the new account
     * @param name the manager's object id, principal name or employee id
     */
    record Wanted(PendingChange pending, String userId, String name) {}

    void setOrNote(List<Wanted> managers) {
        try {
            set(managers);
        } catch (ConnectorException failure) {
            if (failure.kind() == ErrorKind.CANCELLED) {
                throw failure;
            }
            managers.forEach(wanted -> note(wanted, failure));
        }
    }

    /** A manager who is found. */
    private record Known(Wanted wanted, String managerId) {}

    private void set(List<Wanted> managers) {
        Map<String, String> ids =
                found(managers.stream().map(Wanted::name).distinct().toList());
        List<Known> known = new ArrayList<>();
        for (Wanted wanted : managers) {
            String id = ids.get(wanted.name());
            if (id == null) {
                note(wanted, "no account is found as the manager '" + wanted.name() + "'");
            } else {
                known.add(new Known(wanted, id));
            }
        }
        List<Known> unseen = write(known, false);
        if (!unseen.isEmpty()) {
            session.settling().until(() -> allExist(unseen), "Microsoft Graph has yet to find the new accounts");
            write(unseen, true);
        }
    }

    /** The object ids by the names that are found. */
    private Map<String, String> found(List<String> names) {
        List<BatchReply> replies =
                session.door().batch(names.stream().map(links::search).toList());
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            links.found(name, replies.get(i)).ifPresent(id -> ids.put(name, id));
        }
        return ids;
    }

    /** Answers those whose account, or manager, Graph has not found; none at the last attempt. */
    private List<Known> write(List<Known> managers, boolean last) {
        List<WriteReply> replies = session.writer()
                .write(managers.stream()
                        .map(known -> links.setting(known.wanted().userId(), known.managerId()))
                        .toList());
        List<Known> unseen = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            WriteReply reply = replies.get(i);
            if (reply.status() == 404 && !last) {
                unseen.add(managers.get(i));
            } else if (!reply.succeeded()) {
                note(managers.get(i).wanted(), reply.failureOrThrow());
            }
        }
        return unseen;
    }

    private boolean allExist(List<Known> managers) {
        List<RequestInformation> reads = managers.stream()
                .map(known -> users.request(known.wanted().userId(), Set.of()))
                .toList();
        return session.door().batch(reads).stream().noneMatch(reply -> reply.status() == 404);
    }

    private static void note(Wanted wanted, ConnectorException failure) {
        note(wanted, "the manager '" + wanted.name() + "' could not be set: " + failure.getMessage());
    }

    private static void note(Wanted wanted, String message) {
        wanted.pending().note(AskedAccount.MANAGER, message, "set the manager once that is mended");
    }
}
