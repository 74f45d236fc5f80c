package dev.lanyard.contract.change;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A vault that forgets everything with the run, and that can be told to fail. Safe for use by many threads. */
public final class MemoryVault implements Vault {

    private final Map<VaultKey, String> secrets = new LinkedHashMap<>();
    private final Set<String> everKept = new LinkedHashSet<>();
    private Runnable beforePut = () -> {};

    /** An empty one. */
    public MemoryVault() {}

    /**
     * Has something done whenever a secret is about to be kept.
     *
     * @param action the action; if it throws, the secret is not kept
     */
    public synchronized void beforePut(Runnable action) {
        beforePut = action;
    }

    /** Fails from now on. */
    public void breakDown() {
        beforePut(() -> {
            throw ConnectorException.of(ErrorKind.UNAVAILABLE, "the vault does not answer", "try again when it answers")
                    .build();
        });
    }

    @Override
    public synchronized void put(VaultKey key, String label, Secret secret) {
        beforePut.run();
        String value = secret.reveal(text -> text);
        secrets.put(key, value);
        everKept.add(value);
    }

    @Override
    public synchronized Optional<Secret> get(VaultKey key) {
        return Optional.ofNullable(secrets.get(key)).map(Secret::of);
    }

    @Override
    public synchronized void remove(VaultKey key) {
        secrets.remove(key);
    }

    /**
     * What is kept for an owner.
     *
     * @param owner the key of a resource
     * @return the secrets, in the order in which they came
     */
    public synchronized List<String> keptFor(String owner) {
        List<String> kept = new ArrayList<>();
        secrets.forEach((key, secret) -> {
            if (key.owner().equals(owner)) {
                kept.add(secret);
            }
        });
        return kept;
    }

    /**
     * What was ever kept.
     *
     * @return every secret, those that were removed included
     */
    public synchronized List<String> everKept() {
        return List.copyOf(everKept);
    }

    /** How many secrets there are, not which. */
    @Override
    public synchronized String toString() {
        return "vault of " + secrets.size() + " secrets";
    }
}
