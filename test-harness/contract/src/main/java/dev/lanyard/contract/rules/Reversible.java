package dev.lanyard.contract.rules;

import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A change that can be taken back, to see what becomes of it in trouble.
 *
 * @param there the change
 * @param back what takes it back, by what came of it
 */
record Reversible(Change there, Function<ChangeResult, Change> back) {

    /**
     * A grant where grants are offered, else the creation of something.
     *
     * @return empty if neither is offered; that both are refused as UNSUPPORTED has been asserted then
     */
    static Optional<Reversible> of(Trial trial, Changer changer) {
        if (Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE, ChangeKind.CREATE)) {
            return Optional.empty();
        }
        trial.samples();
        if (!Unoffered.all(trial, ChangeKind.GRANT, ChangeKind.REVOKE)) {
            Grantable grantable = Grantable.in(trial).get(0);
            ResourceId taker = grantable.taker();
            return Optional.of(new Reversible(grantable.grant(taker), result -> grantable.revoke(taker)));
        }
        List<String> types = changer.creatable();
        if (types.isEmpty()) {
            throw new RuleNotRun("needs samples create.TYPE.… of a type that can be made");
        }
        return Optional.of(new Reversible(
                changer.creation(types.get(0)),
                result -> changer.deletion(result.resource().orElseThrow())
                        .orElseThrow(() -> new RuleNotRun("what can be made cannot be deleted"))));
    }

    /** The ids of what it is about. */
    String[] ids(ChangeResult result) {
        return there instanceof Change.GrantAccess grant
                ? new String[] {
                    grant.grant().entitlement().resource().id(),
                    grant.grant().principal().id()
                }
                : new String[] {result.resource().orElseThrow().id()};
    }

    /** The calls that it takes, once there and once back. */
    Set<String> calls(Trial trial, Changer changer) {
        trial.bed().resetTraffic();
        changer.require(back.apply(changer.require(there)));
        return trial.bed().traffic().endpoints().keySet();
    }
}
