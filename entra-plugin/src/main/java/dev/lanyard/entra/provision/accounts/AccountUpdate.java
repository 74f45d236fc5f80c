package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Changes the attributes of accounts that are named, of these only those that differ, and no other; up to twenty
 * accounts in a request. Safe for use by many threads.
 */
public final class AccountUpdate {

    private final ChangeSession session;
    private final UserReading users;
    private final ManagerLink managers;

    /**
     * Changes accounts within a call.
     *
     * @param session how to read and write
     */
    public AccountUpdate(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
        this.managers = new ManagerLink(session);
    }

    /**
     * Changes one account, and settles the change.
     *
     * @param pending the change
     * @param account which account
     * @param set attributes under Graph's names; {@code manager} by object id, principal name or employee id
     * @param clear the names of attributes to take away
     * @return the names of those that were not as asked; empty if the change did not come to them
     */
    public NavigableSet<String> update(PendingChange pending, ResourceId account, Attributes set, Set<String> clear) {
        UpdatedAccount one = new UpdatedAccount(pending, account, AskedAccount.of(set, clear));
        update(List.of(one));
        return one.different();
    }

    /** Changes accounts, no two of them the same, and settles each change. */
    void update(List<UpdatedAccount> accounts) {
        accounts.forEach(UpdatedAccount::refuseUnsound);
        read(accounts);
        findManagers(accounts);
        open(accounts).forEach(UpdatedAccount::compare);
        write(accounts, UpdatedAccount::properties, UpdatedAccount::wroteProperties);
        write(accounts, account -> account.managerWrite(managers), UpdatedAccount::wroteManager);
        open(accounts).forEach(account -> account.done(users));
    }

    private static List<UpdatedAccount> open(List<UpdatedAccount> accounts) {
        return accounts.stream().filter(account -> !account.pending().settled()).toList();
    }

    private void read(List<UpdatedAccount> accounts) {
        List<UpdatedAccount> open = open(accounts);
        List<BatchReply> replies = session.door()
                .batchOfEach(open.stream()
                        .map(account -> users.request(account.id(), account.names()))
                        .toList());
        each(open, replies, (account, reply) -> account.found(users.answer(reply, account.names())));
    }

    private void findManagers(List<UpdatedAccount> accounts) {
        List<UpdatedAccount> managed = open(accounts).stream()
                .filter(account -> account.managerName().isPresent())
                .toList();
        List<BatchReply> replies = session.door()
                .batchOfEach(managed.stream()
                        .map(account -> managers.search(account.managerName().orElseThrow()))
                        .toList());
        each(
                managed,
                replies,
                (account, reply) -> account.foundManager(
                        managers.found(account.managerName().orElseThrow(), reply)));
    }

    /** What cannot be read of one is that one's trouble. */
    private static void each(
            List<UpdatedAccount> accounts, List<BatchReply> replies, BiConsumer<UpdatedAccount, BatchReply> work) {
        OneByOne.carryOut(
                IntStream.range(0, accounts.size()).boxed().toList(),
                number -> accounts.get(number).pending(),
                number -> work.accept(accounts.get(number), replies.get(number)));
    }

    private void write(
            List<UpdatedAccount> accounts,
            Function<UpdatedAccount, Optional<GraphWrite>> call,
            BiConsumer<UpdatedAccount, WriteReply> settle) {
        List<UpdatedAccount> written = new ArrayList<>();
        List<GraphWrite> writes = new ArrayList<>();
        for (UpdatedAccount account : open(accounts)) {
            call.apply(account).ifPresent(write -> {
                written.add(account);
                writes.add(write);
            });
        }
        List<WriteReply> replies = session.writer().write(writes);
        for (int number = 0; number < replies.size(); number++) {
            settle.accept(written.get(number), replies.get(number));
        }
    }
}
