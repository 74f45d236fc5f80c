package dev.lanyard.entra.provision.credentials;

import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.VaultKey;
import java.util.List;
import java.util.Optional;

/**
 * Makes one new secret. Its name carries the operation's id: a secret of that name which the vault does not have was
 * made by a call whose answer was lost, and can be used by nobody, so that it is removed before another is made. One
 * that the vault has was made by an earlier attempt, and is not made again. For one thread.
 */
final class SecretReplacement {

    private static final String KIND = "client-secret";
    private static final String NAME_PREFIX = "lanyard ";
    private static final int ATTEMPTS = 3;

    private final PendingChange pending;
    private final ChangeSession session;
    private final SecretOwner owner;
    private final Optional<String> old;
    private final SecretCalls calls;
    private final String name;
    private boolean doubtful;

    /** Puts a new secret in the place of an old one, or beside those that are there. */
    SecretReplacement(PendingChange pending, ChangeSession session, SecretOwner owner, Optional<String> old) {
        this.pending = pending;
        this.session = session;
        this.owner = owner;
        this.old = old;
        this.calls = new SecretCalls(session.writer(), owner);
        this.name = NAME_PREFIX + pending.operation().value();
    }

    void run() {
        // A platform without a vault says so here, before anything is made.
        session.vault()
                .get(new VaultKey(KIND, "operation/" + pending.operation().value()))
                .ifPresent(Secret::wipe);
        List<String> ours = owner.secretsNamed(name);
        Optional<String> kept = ours.stream().filter(this::isKept).findFirst();
        boolean oldIsThere = old.filter(owner.secrets()::containsKey).isPresent();
        if (kept.isEmpty() && old.isPresent() && !oldIsThere) {
            pending.failed(
                    ErrorKind.NOT_FOUND,
                    owner.shown() + " has no secret " + old.get(),
                    "read the credentials again; federated credentials have no secret");
            return;
        }
        ours.removeAll(kept.stream().toList());
        if (!removedAll(ours)) {
            return;
        }
        Optional<String> current = kept.or(this::make);
        if (current.isPresent()) {
            finish(current.get(), kept.isEmpty(), oldIsThere && !isOurOwn());
        }
    }

    private boolean isKept(String keyId) {
        Optional<Secret> kept = session.vault().get(key(keyId));
        kept.ifPresent(Secret::wipe);
        return kept.isPresent();
    }

    private VaultKey key(String keyId) {
        return new VaultKey(KIND, owner.credential(keyId).text());
    }

    /** The key id of the new secret, which is in the vault; or empty, and the change is settled. */
    private Optional<String> make() {
        Optional<SecretCalls.Made> made = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS && made.isEmpty(); attempt++) {
            WriteReply reply = calls.add(name);
            reply.requestId().ifPresent(pending::decidedBy);
            made = SecretCalls.made(reply);
            if (reply.refused()) {
                refuse(reply);
                return Optional.empty();
            }
            if (made.isEmpty()) {
                doubtful = true;
                if (!removedOrphans()) {
                    return Optional.empty();
                }
            }
        }
        if (made.isEmpty()) {
            pending.failed(
                    ErrorKind.UNAVAILABLE,
                    "no answer told a new secret of " + owner.shown(),
                    "repeat this with the same operation id");
            return Optional.empty();
        }
        return kept(made.get());
    }

    private void refuse(WriteReply reply) {
        if (reply.says("as per assigned policy")) {
            pending.refused(
                    "policy",
                    owner.shown() + " may have no new secret: " + reply.message(),
                    "exempt it in the tenant's application management policies, or use a certificate");
        } else {
            pending.failed(reply.failureOrThrow());
        }
    }

    /** What a lost answer has told of, which reads may take a while to show. */
    private boolean removedOrphans() {
        session.settling()
                .until(
                        () -> !owner.reread(session.door()).secretsNamed(name).isEmpty(),
                        "whether a secret of " + owner.name() + " was made is not known yet");
        return removedAll(owner.reread(session.door()).secretsNamed(name));
    }

    private boolean removedAll(List<String> keyIds) {
        for (String keyId : keyIds) {
            WriteReply reply = calls.remove(keyId);
            if (!SecretCalls.isGone(reply)) {
                pending.failed(reply.failureOrThrow());
                return false;
            }
        }
        return true;
    }

    private Optional<String> kept(SecretCalls.Made made) {
        try {
            session.vault().put(key(made.keyId()), owner.name() + " " + name, made.text());
            return Optional.of(made.keyId());
        } catch (ConnectorException failure) {
            boolean gone = SecretCalls.isGone(calls.remove(made.keyId()));
            pending.failed(
                    failure.kind(),
                    "the new secret of " + owner.shown() + " could not be kept ("
                            + failure.getMessage()
                            + (gone
                                    ? "), and was removed again"
                                    : "), nor removed again: it is called '" + name + "', and nobody knows it"),
                    failure.remedy() + (gone ? "" : "; another attempt with this operation id removes it"));
            return Optional.empty();
        } finally {
            made.text().wipe();
        }
    }

    private void finish(String current, boolean made, boolean removing) {
        pending.concerns(owner.credential(current));
        if (doubtful) {
            // One that no read has shown until now.
            List<String> late = owner.reread(session.door()).secretsNamed(name);
            late.remove(current);
            if (!removedAll(late)) {
                return;
            }
        }
        if (removing && !isOldGone(old.orElseThrow())) {
            return;
        }
        if (!made && !removing) {
            pending.alreadySo();
            return;
        }
        pending.visibleThrough(new Sight(() -> owner.request(session.door()), reply -> {
            SecretOwner now = owner.reread(reply);
            return now.secrets().containsKey(current)
                    && !(removing && now.secrets().containsKey(old.orElseThrow()));
        }));
        pending.changed();
    }

    /** Whoever removes the secret with which this connector signs in shuts it out. */
    private boolean isOurOwn() {
        boolean own = session.settings().signIn().usesSecretOf(owner.appId());
        if (own) {
            pending.note(
                    owner.credential(old.orElseThrow()).text(),
                    "the old secret stays, for this connector signs in as this application",
                    "set the new one as " + session.settings().signIn().setting() + ", and then remove the old one");
        }
        return own;
    }

    private boolean isOldGone(String keyId) {
        WriteReply reply = calls.remove(keyId);
        if (!SecretCalls.isGone(reply)) {
            pending.note(
                    owner.credential(keyId).text(),
                    "the new secret is in the vault, and the old one stays",
                    "repeat this with the same operation id");
            pending.failed(reply.failureOrThrow());
            return false;
        }
        session.vault().remove(key(keyId));
        return true;
    }
}
