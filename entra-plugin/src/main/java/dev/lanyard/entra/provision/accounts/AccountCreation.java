package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.OneByOne;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes accounts, each exactly once, up to twenty in a request. For one thread. */
final class AccountCreation {

    private static final int AT_ONCE = 20;

    private static final List<String> NAMES =
            List.of(UserReading.PRINCIPAL_NAME, "displayName", "givenName", "surname", "mailNickname");

    private final ChangeSession session;
    private final TenantDomains domains;
    private final NewAccountRules rules;

    /** The names of what this call has made, each for one change alone. */
    private final Set<String> taken = new HashSet<>();

    AccountCreation(ChangeSession session, TenantDomains domains) {
        this.session = session;
        this.domains = domains;
        this.rules = new NewAccountRules(domains);
    }

    void create(List<PendingChange> creations) {
        List<NewAccount> together = new ArrayList<>();
        Set<String> names = new HashSet<>();
        OneByOne.carryOut(creations, pending -> {
            Optional<NewAccount> account = prepared(pending);
            if (account.isPresent()) {
                String name = account.get().principalName().toLowerCase(Locale.ROOT);
                // Of two that are to have one name, the second must find the first.
                if (together.size() == AT_ONCE || !names.add(name)) {
                    send(together);
                    names.clear();
                    names.add(name);
                }
                together.add(account.get());
            }
        });
        send(together);
    }

    /** The account with its password in the vault; or empty, and the change is settled. */
    private Optional<NewAccount> prepared(PendingChange pending) {
        Change.CreateResource change = (Change.CreateResource) pending.change();
        AskedAccount asked = AskedAccount.of(withDefaults(change.attributes()), Set.of());
        List<String> problems = rules.problems(asked, change.password());
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the account cannot be made: " + String.join("; ", problems),
                    "correct these attributes");
            return Optional.empty();
        }
        String principalName = asked.text(UserReading.PRINCIPAL_NAME);
        Optional<KeptPassword> password = domains.isFederated(principalName)
                ? Optional.empty()
                : KeptPassword.keep(
                        session.vault(),
                        pending.operation(),
                        principalName,
                        NAMES.stream().map(asked::text).toList(),
                        change.password().orElse(new PasswordChoice.Random(true)));
        return Optional.of(new NewAccount(pending, session, asked, password));
    }

    private static Attributes withDefaults(Attributes attributes) {
        if (attributes.get("accountEnabled").isPresent()) {
            return attributes;
        }
        Attributes.Builder complete = Attributes.builder().put("accountEnabled", true);
        attributes.forEach(complete::put);
        return complete.build();
    }

    /** An account that is there, under the id that Graph has given it. */
    private record Made(NewAccount account, String id) {}

    private void send(List<NewAccount> accounts) {
        List<WriteReply> replies =
                session.writer().write(accounts.stream().map(NewAccount::write).toList());
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            NewAccount account = accounts.get(i);
            WriteReply reply = replies.get(i);
            String name = account.principalName().toLowerCase(Locale.ROOT);
            OneByOne.carryOut(
                    List.of(account.pending()),
                    pending -> account.id(reply, taken.contains(name)).ifPresent(id -> {
                        made.add(new Made(account, id));
                        taken.add(name);
                    }));
        }
        new ManagerSetting(session)
                .setOrNote(made.stream()
                        .flatMap(each -> each.account().manager().stream()
                                .map(name ->
                                        new ManagerSetting.Wanted(each.account().pending(), each.id(), name)))
                        .toList());
        made.forEach(each -> each.account().done(each.id()));
        accounts.clear();
    }
}
