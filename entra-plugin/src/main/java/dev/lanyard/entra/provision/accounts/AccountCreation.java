package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes accounts, each exactly once.
 *
 * <p>A principal name is unique, so a second call for the same account is refused. Whether the account that is in the
 * way is our own, from a call whose answer was lost, is told by three things together: this operation has sent before,
 * the account is no older than that, and it is just as asked.
 */
final class AccountCreation {

    private static final int ATTEMPTS = 3;

    /** How far apart the host's clock and Graph's may be. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** How long after a lost answer the same operation may be repeated. */
    private static final Duration REPEATABLE = Duration.ofDays(1);

    private final ChangeSession session;
    private final UserReading users;

    AccountCreation(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
    }

    void create(PendingChange pending, Change.CreateResource change) {
        AskedAccount asked = AskedAccount.of(withDefaults(change.attributes()), Set.of());
        List<String> problems = asked.problemsUnlessSet("displayName", "mailNickname", "userPrincipalName");
        PasswordChoice choice = change.password().orElse(new PasswordChoice.Random(true));
        if (choice instanceof PasswordChoice.None
                && asked.text("onPremisesImmutableId").isEmpty()) {
            problems.add("an account without password needs onPremisesImmutableId, and a federated domain");
        }
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the account cannot be made: " + String.join("; ", problems),
                    "correct these attributes");
            return;
        }
        Optional<KeptPassword> password =
                KeptPassword.keep(session.vault(), pending.operation(), asked.text(UserReading.PRINCIPAL_NAME), choice);
        new Attempt(pending, asked, password).run();
    }

    private static Attributes withDefaults(Attributes attributes) {
        if (attributes.get("accountEnabled").isPresent()) {
            return attributes;
        }
        Attributes.Builder complete = Attributes.builder().put("accountEnabled", true);
        attributes.forEach(complete::put);
        return complete.build();
    }

    /** One account on its way. */
    private final class Attempt {
        private final PendingChange pending;
        private final AskedAccount asked;
        private final Optional<KeptPassword> password;
        private final String principalName;
        private final Instant begun = session.clock().instant();
        private boolean sentBefore;

        Attempt(PendingChange pending, AskedAccount asked, Optional<KeptPassword> password) {
            this.pending = pending;
            this.asked = asked;
            this.password = password;
            this.principalName = asked.text(UserReading.PRINCIPAL_NAME);
            this.sentBefore = password.filter(KeptPassword::repeated).isPresent();
        }

        void run() {
            WriteReply reply = send();
            for (int attempt = 1; attempt < ATTEMPTS && reply.status() == 0 && reply.inDoubt(); attempt++) {
                if (seen().isPresent()) {
                    break;
                }
                reply = send();
            }
            reply.requestId().ifPresent(pending::decidedBy);
            if (reply.succeeded()) {
                made(reply);
            } else if (reply.says("already exists") || reply.status() == 0) {
                inTheWay(reply);
            } else {
                refused(reply, reply.inDoubt());
            }
        }

        private WriteReply send() {
            JsonBody body = asked.differenceFrom(Attributes.NONE);
            password.ifPresent(kept -> body.put("passwordProfile", kept.profile()));
            WriteReply reply = session.writer()
                    .write(GraphWrite.of(HttpMethod.POST, "/users", body).once());
            sentBefore |= reply.inDoubt();
            return reply;
        }

        /** The account of this name, which reads may take a while to show. */
        private Optional<Attributes> seen() {
            session.settling()
                    .until(() -> find().isPresent(), "whether " + principalName + " was made is not known yet");
            return find();
        }

        private Optional<Attributes> find() {
            return users.find(principalName, asked.values().keySet());
        }

        private void made(WriteReply reply) {
            Optional<String> id = reply.body().length == 0
                    ? seen().flatMap(user -> user.text(UserReading.ID))
                    : UserReading.read(reply.body(), Set.of()).text(UserReading.ID);
            if (id.isEmpty()) {
                pending.failed(
                        ErrorKind.UNAVAILABLE,
                        "the account " + principalName + " was made, but its id did not arrive",
                        "repeat this with the same operation id");
                return;
            }
            isOurs(id.get());
        }

        private void inTheWay(WriteReply reply) {
            // Which of its unique properties is in the way, Graph says; our own account would have them all.
            Optional<Attributes> found = sentBefore ? seen() : find();
            if (found.isPresent() && hasMade(found.get())) {
                alreadyMade(found.get());
            } else if (sentBefore && found.isPresent() && isAsWeWouldMakeIt(found.get())) {
                isOurs(found.get().text(UserReading.ID).orElseThrow());
            } else if (reply.status() == 0) {
                // Nobody knows; the vault keeps the password for the next attempt of this operation.
                pending.failed(reply.failureOrThrow());
            } else {
                refused(reply, false);
            }
        }

        private boolean hasMade(Attributes account) {
            return password.filter(kept ->
                            kept.hasMadeAccount(account.text(UserReading.ID).orElseThrow()))
                    .isPresent();
        }

        /** It was the platform that lost the answer. */
        private void alreadyMade(Attributes account) {
            password.ifPresent(KeptPassword::drop);
            pending.concerns(
                    new ResourceId(EntraTypes.USER, account.text(UserReading.ID).orElseThrow()));
            pending.alreadySo();
        }

        private boolean isAsWeWouldMakeIt(Attributes account) {
            boolean repeated = password.filter(KeptPassword::repeated).isPresent();
            Instant oldest = begun.minus(repeated ? REPEATABLE : CLOCKS);
            boolean recent = account.get(UserReading.CREATED)
                    .filter(value -> value instanceof AttributeValue.Time time
                            && time.value().isAfter(oldest))
                    .isPresent();
            return recent && asked.differenceFrom(account).isEmpty();
        }

        private void isOurs(String id) {
            password.ifPresent(kept -> kept.madeAccount(id));
            pending.concerns(new ResourceId(EntraTypes.USER, id));
            asked.manager()
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> new ManagerLink(session, pending).setOrNote(id, name));
            pending.visibleThrough(new Sight(() -> users.request(id, Set.of()), read -> read.status() != 404));
            pending.changed();
        }

        /** Whatever an earlier call may have made, it is not what has the password. */
        private void refused(WriteReply reply, boolean inDoubt) {
            if (reply.refused() && !inDoubt) {
                password.ifPresent(KeptPassword::drop);
            }
            AccountRefusals.settle(pending, reply, "the account " + principalName, Map.of());
        }
    }
}
