package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.Differences;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.ChangeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Several connectors of one plugin, side by side. */
public final class IsolationRules {

    /** A platform serves several tenants, and one of them has lost its permission. */
    @Rule(
            number = 508,
            sentence =
                    "Two connectors of one plugin do not see each other's settings, tokens or pages: one with a wrong"
                            + " secret is refused while the other reads and changes, and closing one does not disturb the"
                            + " other.",
            testBed = Rule.Bed.HELPS)
    public void connectorsAreSeparate(Trial trial) {
        trial.secretFields();
        RecordedWalk expected = trial.walk();
        List<String> wrong = new ArrayList<>();
        int pageSize = trial.subject().pageSize();
        try (OpenConnector reading = trial.open()) {
            requireSame(wrong, expected, reading.walk(pageSize), "beside another connector, records are ");
            try (OpenConnector refused = trial.open(trial.plugin(), trial.settingsWithWrongSecrets())) {
                Outcome<RecordedWalk> stolen = Outcome.of(() -> refused.walk(pageSize));
                if (!stolen.refusedAs(ErrorKind.AUTHENTICATION)) {
                    wrong.add("beside a connector that reads, one with a wrong secret must be refused as"
                            + " AUTHENTICATION, but: " + stolen.describe());
                }
                Optional<EndedWrites> change = EndedWrites.of(trial);
                if (change.isPresent()) {
                    change.get().ask(reading);
                    Outcome<ChangeResult> written = change.get().ask(refused);
                    if (!written.refusedAs(ErrorKind.AUTHENTICATION)) {
                        wrong.add("beside a connector that changes, one with a wrong secret must be refused as"
                                + " AUTHENTICATION, but: " + written.describe());
                    }
                }
            }
            Outcome<RecordedWalk> undisturbed = Outcome.of(() -> reading.walk(pageSize));
            if (undisturbed.thrown().isPresent()) {
                wrong.add("after another connector was refused and closed, reading failed: " + undisturbed.describe());
            } else {
                requireSame(
                        wrong,
                        expected,
                        undisturbed.value().orElseThrow(),
                        "after another connector was refused and closed, records are ");
            }
        }
        RuleBroken.ifAny(wrong);
    }

    private static void requireSame(List<String> wrong, RecordedWalk expected, RecordedWalk actual, String prefix) {
        Differences.between(expected.digests(), actual.digests()).describe().forEach(line -> wrong.add(prefix + line));
    }
}
