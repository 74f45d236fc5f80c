package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Collection;
import java.util.Optional;

/**
 * A password on its way to an account. It is in the vault before Graph hears of it: under the operation's id, so that a
 * repeated operation sets the same password again, and under the account's once that has it.
 */
final class KeptPassword {

    private static final String KIND = "password";

    /** Under this stands which operation has made an account. It is no secret, but only the vault outlives a crash. */
    private static final String MADE_BY = "made-by";

    private final Vault vault;
    private final VaultKey underway;
    private final String label;
    private final Secret secret;
    private final boolean changeAtNextSignIn;
    private final boolean repeated;

    private KeptPassword(
            Vault vault, VaultKey underway, String label, Secret secret, boolean changeAtNextSignIn, boolean repeated) {
        this.vault = vault;
        this.underway = underway;
        this.label = label;
        this.secret = secret;
        this.changeAtNextSignIn = changeAtNextSignIn;
        this.repeated = repeated;
    }

    /**
     * Puts the password of an operation into the vault, or finds the one that an earlier attempt has put there.
     *
     * @param label the account's principal name
     * @param names what the account is called, so that none of it is in a password that is made here
     * @return the password, or empty if the choice is to have none
     */
    static Optional<KeptPassword> keep(
            Vault vault, OperationId operation, String label, Collection<String> names, PasswordChoice choice) {
        boolean change;
        Secret chosen;
        if (choice instanceof PasswordChoice.Random random) {
            chosen = PasswordPolicy.make(names);
            change = random.changeAtNextSignIn();
        } else if (choice instanceof PasswordChoice.Supplied supplied) {
            chosen = supplied.password();
            change = supplied.changeAtNextSignIn();
        } else {
            return Optional.empty();
        }
        VaultKey key = new VaultKey(KIND, "operation/" + operation.value());
        Optional<Secret> earlier = vault.get(key);
        if (earlier.isEmpty()) {
            vault.put(key, label, chosen);
        }
        return Optional.of(new KeptPassword(vault, key, label, earlier.orElse(chosen), change, earlier.isPresent()));
    }

    /** Whether an earlier attempt of this operation has got as far as choosing a password. */
    boolean repeated() {
        return repeated;
    }

    JsonBody profile() {
        return new JsonBody().put("password", secret).put("forceChangePasswordNextSignIn", changeAtNextSignIn);
    }

    /** The account has this password now. */
    void belongsTo(String userId) {
        vault.put(new VaultKey(KIND, new ResourceId(EntraTypes.USER, userId).text()), label, secret);
        vault.remove(underway);
    }

    /** The account has this password now, and was made by this operation: the platform may lose the answer. */
    void madeAccount(String userId) {
        vault.put(madeBy(userId), "operation that made " + label, operationAsSecret());
        belongsTo(userId);
    }

    /** Whether it was this operation that made the account. */
    boolean hasMadeAccount(String userId) {
        return vault.get(madeBy(userId)).filter(operationAsSecret()::equals).isPresent();
    }

    private Secret operationAsSecret() {
        return Secret.of(underway.owner());
    }

    private static VaultKey madeBy(String userId) {
        return new VaultKey(MADE_BY, new ResourceId(EntraTypes.USER, userId).text());
    }

    /** No account has this password, and none will. */
    void drop() {
        vault.remove(underway);
    }
}
