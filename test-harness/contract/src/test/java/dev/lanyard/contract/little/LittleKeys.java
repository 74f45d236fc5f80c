package dev.lanyard.contract.little;

import dev.lanyard.contract.little.LittleClient.Written;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives teams new keys, beside those that they have or in the place of one. */
public class LittleKeys {

    protected final LittleClient client;
    protected final Vault vault;

    public LittleKeys(LittleClient client, Vault vault) {
        this.client = client;
        this.vault = vault;
    }

    public ChangeResult rotate(OperationId operation, Change.RotateCredential rotate) {
        ResourceId subject = rotate.resource();
        boolean replacing = subject.type().equals("key");
        String team = replacing ? teamOf(subject) : subject.id();
        ResourceId made = new ResourceId("key", LittleChanges.idOf(operation));
        VaultKey kept = vaultKey(made);
        Secret secret = vault.get(kept).orElseGet(() -> LittleChanges.chosen(rotate.password()));
        keep(kept, made, secret);
        Outcome outcome = LittleChanges.outcome(add(made, team, secret));
        if (replacing && !(outcome instanceof Outcome.Failed)) {
            remove(subject);
        }
        return new ChangeResult(operation, outcome, Optional.of(made), Map.of(), List.of(), Optional.empty());
    }

    private String teamOf(ResourceId key) {
        return client.rows("/keys", "size=1000&from=0").rows().stream()
                .filter(row -> row[0].equals(key.id()))
                .map(row -> row[1])
                .findFirst()
                .orElseThrow(() -> LittleChanges.error(ErrorKind.NOT_FOUND, "there is no key '" + key.id() + "'"));
    }

    protected void keep(VaultKey key, ResourceId made, Secret secret) {
        vault.put(key, made.text(), secret);
    }

    protected Written add(ResourceId made, String team, Secret secret) {
        return client.write("PUT", "/keys/" + made.id(), Map.of("team", team, "secret", secret.reveal(value -> value)));
    }

    protected void remove(ResourceId old) {
        client.write("DELETE", "/keys/" + old.id(), Map.of());
        vault.remove(vaultKey(old));
    }

    protected static VaultKey vaultKey(ResourceId key) {
        return new VaultKey("key", key.text());
    }
}
