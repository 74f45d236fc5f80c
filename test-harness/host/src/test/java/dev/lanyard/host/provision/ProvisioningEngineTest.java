package dev.lanyard.host.provision;

import static dev.lanyard.host.sync.Samples.memberOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.store.AuditEntry;
import dev.lanyard.host.store.ChangeRecords;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.SyncSession;
import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.host.sync.Samples;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.provision.PlannedCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningEngineTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final ResourceId ANN = new ResourceId("user", "ann");
    private static final Change GRANT = new Change.GrantAccess(GrantKey.direct(memberOf("g"), ANN));
    private static final Change REVOKE = new Change.RevokeAccess(GrantKey.direct(memberOf("g"), ANN));

    @TempDir
    private Path folder;

    @Test
    void completed_isAnsweredFromTheJournal_withAllThatWasSaid() {
        for (Outcome outcome : List.of(
                new Outcome.Changed(),
                new Outcome.AlreadySo(),
                new Outcome.Refused(new Refusal("dynamic", "its rule decides"), "change the rule"))) {
            String id = OutcomeWords.word(outcome);
            ScriptedConnector connector = new ScriptedConnector(request -> new ChangeResult(
                    request.operation(),
                    outcome,
                    Optional.of(ANN),
                    Map.of("link", "there"),
                    List.of(new Finding("f", "message", "remedy")),
                    Optional.of("r-1")));
            Answer first = apply(connector, request(id, GRANT));
            Answer second = apply(connector, request(id, GRANT));
            assertThat(first.fromJournal()).isFalse();
            assertThat(second.fromJournal()).isTrue();
            assertThat(second.result()).isEqualTo(first.result());
            assertThat(connector.asked).hasSize(1);
        }
        assertThat(trail()).hasSize(3);
    }

    @Test
    void notCompleted_isAskedAgain_untilItIs() {
        Outcome[] next = {new Outcome.InProgress("it waits", Duration.ofSeconds(5))};
        ScriptedConnector connector = new ScriptedConnector(request -> new ChangeResult(request.operation(), next[0]));
        assertThat(apply(connector, request("a", GRANT)).done()).isFalse();
        next[0] = new Outcome.Failed(ConnectorException.of(ErrorKind.UNAVAILABLE, "no answer", "wait")
                .build());
        assertThat(apply(connector, request("a", GRANT)).done()).isFalse();
        next[0] = new Outcome.Changed();
        assertThat(apply(connector, request("a", GRANT)).done()).isTrue();
        apply(connector, request("a", GRANT));
        assertThat(connector.asked).hasSize(3);
        assertThat(trail()).extracting(AuditEntry::outcome).containsExactly("in-progress", "failed", "changed");
    }

    @Test
    void begunAndNeverAnswered_isAskedAgain() {
        ScriptedConnector dying = new ScriptedConnector(request -> {
            throw new IllegalStateException("as if the process were killed");
        });
        assertThatThrownBy(() -> apply(dying, request("a", GRANT))).isInstanceOf(IllegalStateException.class);
        assertThat(trail()).isEmpty();
        assertThat(apply(changing(), request("a", REVOKE)).result().outcome())
                .as("the id is taken from the moment of asking on")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(apply(changing(), request("a", GRANT)).result().outcome()).isEqualTo(new Outcome.Changed());
    }

    @Test
    void connectorThatThrows_hasFailedForEach_andIsAudited() {
        ConnectorException closed = ConnectorException.of(ErrorKind.CANCELLED, "cancelled", "ask again")
                .build();
        ScriptedConnector throwing = new ScriptedConnector(request -> {
            throw closed;
        });
        assertThat(apply(throwing, request("a", GRANT)).result().outcome()).isEqualTo(new Outcome.Failed(closed));
        assertThat(trail()).extracting(AuditEntry::reason).containsExactly("cancelled");
    }

    @Test
    void connectorThatAnswersOtherRequests_hasFailedForEach_andIsAudited() {
        ScriptedConnector confused =
                new ScriptedConnector(request -> new ChangeResult(new OperationId("b"), new Outcome.Changed()));
        List<Answer> answers = engine(confused).apply(List.of(request("a", GRANT), request("b", REVOKE)), "me");
        assertThat(answers)
                .extracting(answer -> answer.result().operation().value())
                .containsExactly("a", "b");
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.result().outcome())
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.error().kind()).isEqualTo(ErrorKind.DEFECT)));
        assertThat(trail()).extracting(AuditEntry::outcome).containsExactly("failed", "failed");
    }

    @Test
    void passwords_areGivenInTurn_byAllWhoUseTheStore() throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        Thread other = new Thread(() -> apply(
                new ScriptedConnector(request -> {
                    heard.add("other");
                    return new ChangeResult(request.operation(), new Outcome.Changed());
                }),
                request("other", rotation())));
        ScriptedConnector first = new ScriptedConnector(request -> {
            heard.add("first in the system");
            other.start();
            while (other.isAlive() && other.getState() != Thread.State.WAITING && !heard.contains("other")) {
                Thread.onSpinWait();
            }
            heard.add("first in the vault");
            return new ChangeResult(request.operation(), new Outcome.Changed());
        });
        assertThat(apply(first, request("first", rotation())).done()).isTrue();
        other.join();
        assertThat(heard).containsExactly("first in the system", "first in the vault", "other");
    }

    @Test
    void otherChanges_needNoTurn() {
        ScriptedConnector rotating = new ScriptedConnector(request -> {
            assertThat(apply(changing(), request("within", GRANT)).done()).isTrue();
            return new ChangeResult(request.operation(), new Outcome.Changed());
        });
        assertThat(apply(rotating, request("around", rotation())).done()).isTrue();
    }

    private static Change rotation() {
        return new Change.RotateCredential(ANN, new PasswordChoice.Random(true));
    }

    @Test
    void sameIdForSomethingElse_isRefused_andAudited_andHarmsNoOther() {
        ScriptedConnector connector = changing();
        Change set = update(Attributes.builder().put("a", "1").build());
        apply(connector, request("a", set));
        for (Change other : List.of(
                GRANT,
                REVOKE,
                update(Attributes.builder().put("a", "2").build()),
                update(Attributes.builder().put("a", "1").put("b", "1").build()),
                new Change.UpdateResource(
                        ANN, Attributes.builder().put("a", "1").build(), Set.of("b")))) {
            List<Answer> answers = engine(connector)
                    .apply(List.of(request("a", other), request("free" + other.hashCode(), GRANT)), "me");
            assertThat(answers.get(0).result().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo("operation-id-used"));
            assertThat(answers.get(1).done()).isTrue();
        }
        assertThat(apply(connector, request("a", set)).fromJournal()).isTrue();
        assertThat(trail()).extracting(AuditEntry::outcome).contains("refused");
    }

    @Test
    void dryRun_recordsNothing_andMakesNoStore() {
        Outcome planned = new Outcome.Planned(List.of(new PlannedCall("s", "POST", "/x", "{}")));
        ScriptedConnector connector = new ScriptedConnector(request -> new ChangeResult(request.operation(), planned));
        Answer answer = apply(connector, new ChangeRequest(new OperationId("a"), GRANT, true));
        assertThat(answer.result().outcome()).isEqualTo(planned);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void requests_areHandedOverTogether_andAnsweredInTheirOrder() {
        ScriptedConnector connector = changing();
        apply(connector, request("b", GRANT));
        List<Answer> answers =
                engine(connector).apply(List.of(request("a", GRANT), request("b", GRANT), request("c", REVOKE)), "me");
        assertThat(answers)
                .extracting(answer -> answer.result().operation().value() + answer.fromJournal())
                .containsExactly("afalse", "btrue", "cfalse");
        assertThat(connector.asked.get(1)).hasSize(2);
    }

    @Test
    void audit_saysWhoAskedForWhat_butNoValueAndNoPassword() throws IOException {
        Change create = new Change.CreateResource(
                "user",
                Attributes.builder().put("displayName", "planted-value").build(),
                Optional.of(new PasswordChoice.Supplied(Secret.of("planted-password"), true)));
        ScriptedConnector connector = new ScriptedConnector(request -> new ChangeResult(
                request.operation(), new Outcome.Changed(), Optional.of(ANN), Map.of(), List.of(), Optional.of("r-1")));
        apply(connector, request("a", create));
        assertThat(trail())
                .containsExactly(new AuditEntry(
                        CLOCK.instant(),
                        "me",
                        "a",
                        "sample",
                        "CREATE",
                        "new user user/ann",
                        "sets displayName; password supplied",
                        "changed",
                        "",
                        "r-1"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                assertThat(new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1))
                        .as(each.toString())
                        .doesNotContain("planted");
            }
        }
    }

    @Test
    void records_goWithASync_andWithAnyOther() {
        try (SyncSession sync = store().lockForSync()) {
            assertThat(sync.readWholeAt()).isEmpty();
        }
        Samples.sync(PagedConnector.empty().page("accounts", Samples.user("u1")), store());
        try (SyncSession sync = store().lockForSync();
                ChangeRecords other = store().changes()) {
            assertThat(sync.readWholeAt()).isPresent();
            assertThat(apply(changing(), request("a", GRANT)).done()).isTrue();
            assertThat(other.auditTrail()).hasSize(1);
        }
        Samples.sync(PagedConnector.empty().page("accounts", Samples.user("u2")), store());
        assertThat(trail()).hasSize(1);
        assertThat(Samples.keys(store())).containsExactly("user/u2");
    }

    @Test
    void identity_staysWithTheStore() throws IOException {
        String identity;
        try (ChangeRecords records = store().changes()) {
            identity = records.identity();
            assertThat(records.identity()).isEqualTo(identity);
        }
        Files.move(folder.resolve("tenant.db"), folder.resolve("moved.db"));
        try (ChangeRecords moved = Store.open(folder.resolve("moved.db")).changes();
                ChangeRecords other = store().changes()) {
            assertThat(moved.identity()).isEqualTo(identity);
            assertThat(other.identity()).isNotEqualTo(identity);
        }
    }

    private static ScriptedConnector changing() {
        return new ScriptedConnector(request -> new ChangeResult(request.operation(), new Outcome.Changed()));
    }

    private static Change update(Attributes set) {
        return new Change.UpdateResource(ANN, set, Set.of());
    }

    private static ChangeRequest request(String id, Change change) {
        return new ChangeRequest(new OperationId(id), change, false);
    }

    private Answer apply(ScriptedConnector connector, ChangeRequest request) {
        return engine(connector).apply(List.of(request), "me").get(0);
    }

    private ProvisioningEngine engine(ScriptedConnector connector) {
        return new ProvisioningEngine("sample", connector, store(), CLOCK);
    }

    private Store store() {
        return Store.open(folder.resolve("tenant.db"));
    }

    private List<AuditEntry> trail() {
        try (ChangeRecords records = store().changes()) {
            return records.auditTrail();
        }
    }
}
