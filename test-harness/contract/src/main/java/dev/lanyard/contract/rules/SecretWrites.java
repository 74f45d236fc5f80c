package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.SecretSearch;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;

/** Where passwords and tokens go when a write that carries them is not answered as it should be. */
final class SecretWrites {

    private SecretWrites() {}

    /** Has accounts refused by the system, and searches what comes of it for their passwords. */
    static void searchErrors(SecretSearch search, Trial trial) {
        for (String type : trial.samples().creatable(trial.descriptor())) {
            Fault refusal = Fault.of(Kind.STATUS).with("status", 400);
            try (Changer changer = new Changer(trial)) {
                trial.bed()
                        .faults(changer.writesOf(changer.creation(type)).stream()
                                .map(refusal::on)
                                .toList());
                for (PasswordChoice choice : List.of(new PasswordChoice.Random(false), supplied(changer.vault()))) {
                    ChangeResult result = changer.ask(changer.creation(type, choice));
                    result.resource().ifPresent(changer::deleteInTheEnd);
                    changer.vault().everKept().forEach(password -> search.add("password", password));
                    search.search("the result of a refused creation", text(result));
                }
            }
        }
    }

    /** Has the creation of accounts redirected, and looks at what the other host is told. */
    static void requireNoneAbroad(Trial trial) {
        for (String type : trial.samples().creatable(trial.descriptor())) {
            try (ForeignHost foreign = new ForeignHost();
                    Changer changer = new Changer(trial)) {
                Fault redirect = Fault.of(Kind.REDIRECT)
                        .with("location", foreign.address())
                        .times(5);
                trial.bed()
                        .faults(changer.writesOf(changer.creation(type)).stream()
                                .map(redirect::on)
                                .toList());
                ChangeResult result = changer.ask(changer.creation(type));
                result.resource().ifPresent(changer::deleteInTheEnd);
                List<String> passwords = changer.vault().everKept();
                boolean told = foreign.requests().stream()
                        .anyMatch(request -> SecretRules.carriesSecret(trial, request)
                                || passwords.stream().anyMatch(request::contains));
                if (told) {
                    throw new RuleBroken("the creation of a " + type + ", redirected to another host, was sent there"
                            + " with the token or a password; it came to " + Changer.describe(result));
                }
            }
        }
    }

    private static PasswordChoice supplied(MemoryVault vault) {
        Secret password = Secret.of("aA1!" + UUID.randomUUID());
        vault.put(new VaultKey("password", "supplied"), "supplied", password);
        return new PasswordChoice.Supplied(password, false);
    }

    private static String text(ChangeResult result) {
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text);
        printer.println(result);
        if (result.outcome() instanceof Outcome.Failed failed) {
            printer.println(failed.error().remedy());
            failed.error().printStackTrace(printer);
        }
        printer.flush();
        return text.toString();
    }
}
