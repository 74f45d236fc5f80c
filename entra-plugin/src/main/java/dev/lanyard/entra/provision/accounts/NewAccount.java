package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An account on its way to being made.
 *
 * <p>A principal name is unique, so a second call for the same account is refused, and a lost answer can be repeated.
 * Whether the account that is in the way is our own is told by three things together: this operation has sent before,
 * the account is no older than that, and it is just as asked.
 */
final class NewAccount {

    /** How far apart the host's clock and Graph's may be. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** How long after a lost answer the same operation may be repeated. */
    private static final Duration REPEATABLE = Duration.ofDays(1);

    private final PendingChange pending;
    private final ChangeSession session;
    private final AskedAccount asked;
    private final Optional<KeptPassword> password;
    private final UserReading users;
    private final Instant begun;

    /** An account whose password, if it has one, is in the vault. */
    NewAccount(PendingChange pending, ChangeSession session, AskedAccount asked, Optional<KeptPassword> password) {
        this.pending = pending;
        this.session = session;
        this.asked = asked;
        this.password = password;
        this.users = new UserReading(session.door());
        this.begun = session.clock().instant();
    }

    PendingChange pending() {
        return pending;
    }

    String principalName() {
        return asked.text(UserReading.PRINCIPAL_NAME);
    }

    /** How the manager is named, if there is to be one. */
    Optional<String> manager() {
        return asked.manager().filter(name -> !name.isEmpty());
    }

    GraphWrite write() {
        JsonBody body = asked.differenceFrom(Attributes.NONE);
        password.ifPresent(kept -> body.put("passwordProfile", kept.profile()));
        return GraphWrite.of(HttpMethod.POST, "/users", body);
    }

    /**
     * The object id, if this operation has made the account, now or before; its password is in the vault under that.
     *
     * @param madeByAnother whether another change of the same call has made the account of this name
     * @return empty if it has not, and then the change is settled
     */
    Optional<String> id(WriteReply reply, boolean madeByAnother) {
        reply.requestId().ifPresent(pending::decidedBy);
        Optional<String> id;
        if (reply.succeeded()) {
            id = made(reply);
        } else if (reply.says("already exists") || reply.status() == 0) {
            id = inTheWay(reply, madeByAnother);
        } else {
            refused(reply, reply.inDoubt());
            id = Optional.empty();
        }
        id.ifPresent(own -> {
            password.ifPresent(kept -> kept.madeAccount(own));
            pending.concerns(new ResourceId(EntraTypes.USER, own));
        });
        return id;
    }

    private Optional<String> made(WriteReply reply) {
        Optional<String> id = reply.body().length == 0
                ? seen().flatMap(user -> user.text(UserReading.ID))
                : UserReading.read(reply.body(), Set.of()).text(UserReading.ID);
        if (id.isEmpty()) {
            pending.failed(
                    ErrorKind.UNAVAILABLE,
                    "the account " + principalName() + " was made, but its id did not arrive",
                    "repeat this with the same operation id");
        }
        return id;
    }

    private Optional<String> inTheWay(WriteReply reply, boolean madeByAnother) {
        boolean repeated = password.filter(KeptPassword::repeated).isPresent();
        boolean sent = (repeated || reply.inDoubt()) && !madeByAnother;
        // Which of its unique properties is in the way, Graph says; our own account would have them all.
        Optional<Attributes> found = sent ? seen().filter(user -> isAsWeWouldMakeIt(user, repeated)) : Optional.empty();
        if (found.isPresent()) {
            return found.flatMap(user -> user.text(UserReading.ID));
        }
        if (reply.status() == 0) {
            // Nobody knows; the vault keeps the password for the next attempt of this operation.
            pending.failed(reply.failureOrThrow());
        } else if (!isAlreadyMade()) {
            refused(reply, false);
        }
        return Optional.empty();
    }

    /**
     * It may be only the platform that has lost the answer. The vault tells which operation has made an account;
     * without a password there is nothing but the attributes that could be another's.
     */
    private boolean isAlreadyMade() {
        Optional<String> made = find().filter(
                        user -> password.isPresent() || asked.differences(user).isEmpty())
                .flatMap(user -> user.text(UserReading.ID))
                .filter(id -> password.isEmpty()
                        || password.filter(kept -> kept.hasMadeAccount(id)).isPresent());
        made.ifPresent(id -> {
            password.ifPresent(KeptPassword::drop);
            pending.concerns(new ResourceId(EntraTypes.USER, id));
            pending.alreadySo();
        });
        return made.isPresent();
    }

    /** The account of this name, which reads may take a while to show. */
    private Optional<Attributes> seen() {
        session.settling().until(() -> find().isPresent(), "whether " + principalName() + " was made is not known yet");
        return find();
    }

    private Optional<Attributes> find() {
        return users.find(principalName(), asked.values().keySet());
    }

    private boolean isAsWeWouldMakeIt(Attributes account, boolean repeated) {
        Instant oldest = begun.minus(repeated ? REPEATABLE : CLOCKS);
        boolean recent = account.get(UserReading.CREATED)
                .filter(value -> value instanceof AttributeValue.Time time
                        && time.value().isAfter(oldest))
                .isPresent();
        return recent && asked.differences(account).isEmpty();
    }

    /** Whatever an earlier call may have made, it is not what has the password. */
    private void refused(WriteReply reply, boolean inDoubt) {
        if (reply.refused() && !inDoubt) {
            password.ifPresent(KeptPassword::drop);
        }
        AccountRefusals.settle(pending, reply, "the account " + principalName(), WritePermissions.USERS);
    }

    /** Settles the change of an account that is made. */
    void done(String id) {
        pending.visibleThrough(new Sight(() -> users.request(id, Set.of()), read -> read.status() != 404));
        pending.changed();
    }
}
