package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.bed.TestBed;
import dev.lanyard.contract.bed.Truth;
import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Making accounts and groups. */
public final class CreatingRules {

    private static final int MOST_RETRIES = 5;

    /** Answers get lost, and nobody may end up with two accounts, or locked out of one. */
    @Rule(
            number = 404,
            sentence = "A create whose answer was lost, retried under the same operation id, makes one account, and the"
                    + " vault holds the password that works.",
            testBed = Bed.REQUIRED)
    public void lostAnswersMakeOneAccount(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.CREATE)) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        TestBed bed = trial.bed();
        for (String type : trial.samples().creatable(trial.descriptor())) {
            for (String endpoint : writesOf(trial, type)) {
                bed.faults(List.of(Fault.of(Kind.DROP_AFTER).on(endpoint).times(1)));
                requireOne(wrong, trial, type, endpoint);
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static Set<String> writesOf(Trial trial, String type) {
        try (Changer changer = new Changer(trial)) {
            return changer.writesOf(changer.creation(type));
        }
    }

    private static void requireOne(List<String> wrong, Trial trial, String type, String endpoint) {
        String when = "with the answer to " + endpoint + " lost, ";
        OperationId operation = OperationId.random();
        Truth before = trial.bed().truth();
        MemoryVault vault = new MemoryVault();
        Change create;
        try (Changer first = Changer.with(trial, vault)) {
            create = first.creation(type);
            first.ask(operation, create);
        }
        // A platform that was restarted: all that is left are the operation id and the vault.
        try (Changer second = Changer.with(trial, vault)) {
            ChangeResult result = second.ask(operation, create);
            for (int retry = 0; retry < MOST_RETRIES && result.outcome() instanceof Outcome.Failed; retry++) {
                result = second.ask(operation, create);
            }
            Set<String> made = second.deleteNewInTheEnd(before, type);
            if (made.size() != 1) {
                wrong.add(when + made.size() + " resources of the type " + type + " were made: " + made);
            } else if (!result.resource()
                    .map(ResourceId::id)
                    .equals(made.stream().findFirst())) {
                wrong.add(when + "the retry must tell of " + made + ", but: " + Changer.describe(result));
            } else if (second.signsIn(type)
                    && !signsIn(trial, vault, result.resource().orElseThrow())) {
                wrong.add(when + "the vault holds no password by which " + made + " can sign in");
            }
        }
    }

    static boolean signsIn(Trial trial, MemoryVault vault, ResourceId account) {
        return vault.keptFor(account.text()).stream()
                .anyMatch(password -> trial.bed().signsIn(account.id(), password));
    }

    /** A password that nobody kept is a locked door. */
    @Rule(
            number = 405,
            sentence = "The password of a new account is in the vault before the account is there; if the vault fails,"
                    + " there is no account.",
            testBed = Bed.REQUIRED)
    public void vaultComesFirst(Trial trial) {
        if (Unoffered.all(trial, ChangeKind.CREATE)) {
            return;
        }
        TestBed bed = trial.bed();
        List<String> wrong = new ArrayList<>();
        for (String type : trial.samples().creatable(trial.descriptor())) {
            try (Changer changer = new Changer(trial)) {
                if (!changer.signsIn(type)) {
                    continue;
                }
                Truth before = bed.truth();
                List<StateDifference> atFirstPut = new ArrayList<>();
                changer.vault().beforePut(() -> atFirstPut.add(StateDifference.between(before, bed.truth())));
                changer.make(type);
                if (atFirstPut.isEmpty()) {
                    wrong.add("a new " + type + " with a password at random has none in the vault");
                } else {
                    wrong.addAll(atFirstPut.get(0).describe("before the password of a " + type + " was in the vault"));
                }
            }
            try (Changer changer = new Changer(trial)) {
                Truth before = bed.truth();
                changer.vault().breakDown();
                ChangeResult result = changer.ask(changer.creation(type));
                changer.deleteNewInTheEnd(before, type);
                if (!(result.outcome() instanceof Outcome.Failed)) {
                    wrong.add("with a vault that fails, making a " + type + " must fail, but: "
                            + Changer.describe(result));
                }
                wrong.addAll(StateDifference.between(before, bed.truth()).describe("although the vault had failed"));
            }
        }
        RuleBroken.ifAny(wrong);
    }
}
