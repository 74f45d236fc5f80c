package dev.lanyard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.contract.little.LittleService;
import dev.lanyard.contract.little.WrongAccess;
import dev.lanyard.contract.little.WrongAccounts;
import dev.lanyard.contract.little.WrongCapabilities;
import dev.lanyard.contract.little.WrongChanges;
import dev.lanyard.contract.little.WrongDescriptions;
import dev.lanyard.contract.little.WrongFeeds;
import dev.lanyard.contract.little.WrongInTrouble;
import dev.lanyard.contract.little.WrongKeys;
import dev.lanyard.contract.little.WrongReading;
import dev.lanyard.contract.little.WrongRecords;
import dev.lanyard.contract.little.WrongWithPasswords;
import dev.lanyard.contract.little.WrongWithSecrets;
import dev.lanyard.contract.little.WrongWrites;
import dev.lanyard.spi.ConnectorPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule there is a wrong connector that this rule catches, and no other. */
@Execution(ExecutionMode.CONCURRENT)
class WrongConnectorsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> wrongConnectors() {
        return Stream.of(
                caughtBy(101, WrongDescriptions.UnknownPrincipalType.class),
                caughtBy(102, WrongCapabilities.GivesForGood.class),
                caughtBy(101, WrongFeeds.ShoutingId.class),
                caughtBy(102, WrongCapabilities.SaysYes.class),
                caughtBy(102, WrongFeeds.AnyFeed.class),
                caughtBy(102, WrongDescriptions.CheckpointIgnored.class),
                caughtBy(102, WrongDescriptions.StreamThatFails.class),
                caughtBy(103, WrongDescriptions.ChangingDescription.class),
                caughtBy(103, WrongDescriptions.ConnectingDescription.class),
                caughtBy(104, WrongDescriptions.RefusedExample.class),
                caughtBy(105, WrongDescriptions.SecretlyRequired.class),
                caughtBy(106, WrongDescriptions.AlwaysReady.class),
                caughtBy(106, WrongDescriptions.ChecksNoChanges.class),
                caughtBy(106, WrongDescriptions.ReadyToChange.class),
                caughtBy(106, WrongDescriptions.VaguePermission.class),
                caughtBy(106, WrongDescriptions.WritingCheck.class),
                caughtBy(106, WrongFeeds.ReadyWhenForbidden.class),
                caughtBy(106, WrongFeeds.UncheckedFeed.class),
                caughtBy(201, WrongRecords.UndeclaredType.class),
                caughtBy(202, WrongRecords.SharedIdentity.class),
                caughtBy(203, WrongRecords.MissingParent.class),
                caughtBy(203, WrongRecords.ParentLoop.class),
                caughtBy(204, WrongRecords.EntitlementOnNothing.class),
                caughtBy(205, WrongRecords.GrantOfNothing.class),
                caughtBy(206, WrongRecords.GrantToNobody.class),
                caughtBy(206, WrongRecords.ExternalButRead.class),
                caughtBy(207, WrongRecords.UnacceptedType.class),
                caughtBy(208, WrongReading.PassingGrantIdentity.class),
                caughtBy(209, WrongRecords.NotExpandable.class),
                caughtBy(210, WrongReading.CursorCycle.class),
                caughtBy(211, WrongReading.EmptyPageEnds.class),
                caughtBy(212, WrongReading.EmptyTenantFails.class),
                caughtBy(213, WrongReading.HandleCursors.class),
                caughtBy(213, WrongReading.NeedsTheFirstPage.class),
                caughtBy(214, WrongReading.SmallPagesLose.class),
                caughtBy(215, WrongReading.ThreadBound.class),
                caughtBy(216, WrongReading.PagesForOneOnly.class),
                caughtBy(217, WrongReading.StampedGrants.class),
                caughtBy(217, WrongReading.StampedRecords.class),
                caughtBy(218, WrongReading.SilentGap.class),
                caughtBy(301, WrongChanges.SilentRemovals.class),
                caughtBy(302, WrongChanges.TellsOnce.class),
                caughtBy(303, WrongChanges.CredulousOfCheckpoints.class),
                caughtBy(304, WrongChanges.ForgetfulOfSettings.class),
                caughtBy(305, WrongChanges.CheckpointAtTheEnd.class),
                caughtBy(401, WrongAccess.GrantsAnew.class),
                caughtBy(402, WrongAccess.PeopleOnly.class),
                caughtBy(402, WrongAccess.SendsEverything.class),
                caughtBy(403, WrongAccess.NeverSettles.class),
                caughtBy(404, WrongAccounts.ForgetsPassword.class),
                caughtBy(404, WrongAccounts.MakesAnother.class),
                caughtBy(405, WrongAccounts.CarefreeOfVault.class),
                caughtBy(405, WrongAccounts.VaultComesLast.class),
                caughtBy(406, WrongAccounts.BelievesInGone.class),
                caughtBy(406, WrongAccounts.DeletesOnce.class),
                caughtBy(407, WrongAccounts.NeverClears.class),
                caughtBy(407, WrongAccounts.SkipsUnknown.class),
                caughtBy(407, WrongAccounts.WipesTheRest.class),
                caughtBy(408, WrongAccess.AllOrNothing.class),
                caughtBy(409, WrongCapabilities.AnyArgument.class),
                caughtBy(409, WrongCapabilities.AnyChoice.class),
                caughtBy(409, WrongCapabilities.CountsInWords.class),
                caughtBy(410, WrongAccess.TwoForOne.class),
                caughtBy(410, WrongAccounts.RotatesInVault.class),
                caughtBy(410, WrongAccounts.SwitchesNothing.class),
                caughtBy(410, WrongCapabilities.ActsByPlanning.class),
                caughtBy(410, WrongCapabilities.GrantsByPlanning.class),
                caughtBy(410, WrongCapabilities.PlansNothing.class),
                caughtBy(410, WrongCapabilities.UpdatesByPlanning.class),
                caughtBy(410, WrongKeys.ForgetsNew.class),
                caughtBy(410, WrongKeys.LeavesNoOther.class),
                caughtBy(410, WrongKeys.LeavesOld.class),
                caughtBy(410, WrongKeys.MakesNone.class),
                caughtBy(501, WrongInTrouble.Impatient.class),
                caughtBy(501, WrongInTrouble.Storming.class),
                caughtBy(501, WrongWrites.WritesAtOnce.class),
                caughtBy(502, WrongInTrouble.HalfPages.class),
                caughtBy(502, WrongInTrouble.WrongKind.class),
                caughtBy(502, WrongWrites.BelievesInWrites.class),
                caughtBy(503, WrongInTrouble.NeverRenews.class),
                caughtBy(503, WrongWrites.NeverRenewsToWrite.class),
                caughtBy(504, WrongInTrouble.DeafToCancelling.class),
                caughtBy(504, WrongInTrouble.ThreadAfterCancelling.class),
                caughtBy(504, WrongWrites.DeafToCancelling.class),
                caughtBy(505, WrongInTrouble.LateForDeadline.class),
                caughtBy(505, WrongWrites.LateForDeadline.class),
                caughtBy(506, WrongInTrouble.UsableWhenClosed.class),
                caughtBy(506, WrongInTrouble.ClosesOnce.class),
                caughtBy(506, WrongFeeds.TellsWhenClosed.class),
                caughtBy(506, WrongWrites.ChangesWhenClosed.class),
                caughtBy(507, WrongInTrouble.ThreadLeftBehind.class),
                caughtBy(507, WrongInTrouble.LoaderPinned.class),
                caughtBy(507, WrongWrites.ThreadOfWrites.class),
                caughtBy(508, WrongInTrouble.SharedToken.class),
                caughtBy(508, WrongWrites.SharedToken.class),
                caughtBy(601, WrongWithSecrets.TokenInLog.class),
                caughtBy(601, WrongWithSecrets.SecretInError.class),
                caughtBy(601, WrongFeeds.SecretInNotice.class),
                caughtBy(601, WrongWithPasswords.InError.class),
                caughtBy(601, WrongWithPasswords.InFinding.class),
                caughtBy(601, WrongWithPasswords.InLog.class),
                caughtBy(601, WrongWithPasswords.InPlan.class),
                caughtBy(602, WrongWithSecrets.SecretInPlan.class),
                caughtBy(603, WrongWithSecrets.FollowsAnywhere.class),
                caughtBy(603, WrongWithSecrets.FollowsRedirects.class),
                caughtBy(603, WrongWithPasswords.WritesAnywhere.class),
                caughtBy(701, WrongFeeds.GapAfterResume.class),
                caughtBy(701, WrongFeeds.GrowingCursor.class),
                caughtBy(701, WrongFeeds.HandleCursors.class),
                caughtBy(701, WrongFeeds.NeverEnds.class),
                caughtBy(702, WrongFeeds.LosesLate.class),
                caughtBy(702, WrongFeeds.Repeats.class),
                caughtBy(703, WrongFeeds.SilentWhenForbidden.class),
                caughtBy(703, WrongFeeds.SilentWhenOff.class));
    }

    private static Arguments caughtBy(int rule, Class<? extends ConnectorPlugin> plugin) {
        return Arguments.of(rule, plugin);
    }

    @Test
    void everyRule_hasAWrongConnector() {
        assertThat(ContractSuite.rules())
                .allSatisfy(rule -> assertThat(
                                wrongConnectors().map(arguments -> arguments.get()[0]))
                        .contains(rule.number()));
    }

    @ParameterizedTest(name = "C-{0} catches {1}")
    @MethodSource("wrongConnectors")
    void wrongConnector_isCaughtByItsRuleAlone(int rule, Class<? extends ConnectorPlugin> plugin) {
        List<RuleResult> results = run(plugin);

        assertThat(broken(results)).as("%s", notKept(results)).containsExactly(rule);
    }

    private List<RuleResult> run(Class<? extends ConnectorPlugin> plugin) {
        try (LittleService service = new LittleService()) {
            return ContractSuite.run(LittleTestBed.controlled(plugin, service, folder));
        }
    }

    private static List<RuleResult> notKept(List<RuleResult> results) {
        return results.stream()
                .filter(result -> !(result instanceof RuleResult.Kept))
                .toList();
    }

    private static Set<Integer> broken(List<RuleResult> results) {
        return results.stream()
                .filter(RuleResult.Broken.class::isInstance)
                .map(result -> result.rule().number())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
