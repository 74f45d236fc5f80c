package dev.lanyard.entra.provision.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.entra.provision.Provisioning;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The action that makes a group and answers its id. */
class CreateGroupActionTest {

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void itMakesAGroup_andAnswersAsItsDescriptionSays() {
        String owner = tenant.find(ObjectType.USER, any -> true);
        ChangeResult result = tenant.apply(action(Map.of("displayName", "Reviewers", "owners", owner)));

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        DirectoryObject made = tenant.all(ObjectType.GROUP, each -> "Reviewers".equals(each.text("displayName")))
                .findFirst()
                .orElseThrow();
        assertThat(result.resource()).contains(new ResourceId("group", made.id()));
        assertThat(result.values())
                .containsOnly(
                        Map.entry("id", made.id()),
                        Map.entry("mailNickname", Objects.requireNonNull(made.text("mailNickname"))));
        assertThat(descriptor().results().validate(result.values())).isEmpty();
    }

    @Test
    void repeated_itAnswersTheSameGroup() {
        OperationId operation = OperationId.random();
        Change action = action(Map.of("displayName", "Reviewers"));
        tenant.simulator()
                .setFaults(Fault.of("PATCH /groups/{id}", Fault.Kind.DROP_AFTER).times(1));

        ChangeResult first = tenant.apply(operation, action);
        ChangeResult second = tenant.apply(operation, action);

        assertThat(first.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(second.values()).isEqualTo(first.values()).hasSize(2);
    }

    @Test
    void badArguments_areRefusedByName_beforeAnythingIsAsked() {
        assertThat(tenant.apply(action(Map.of("kind", "club", "colour", "red"))).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains("displayName is required", "kind must be one of", "colour is unknown"));
        Change targeted = new Change.RunAction(
                "create-group", Optional.of(new ResourceId("group", "4f0c")), Map.of("displayName", "x"));
        assertThat(tenant.apply(targeted).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).contains("group/4f0c"));

        assertThat(tenant.simulator().stats().endpoints().keySet())
                .filteredOn(endpoint -> !endpoint.contains("login"))
                .isEmpty();
    }

    @Test
    void withoutPermission_itIsNamed_andNothingIsAnswered() {
        tenant.permit("Group.Create", "Group.Read.All");
        ChangeResult result = tenant.apply(action(Map.of("displayName", "Never")));

        assertThat(result.values()).isEmpty();
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error().remedy()).contains("Group.ReadWrite.All");
        });
    }

    @Test
    void aDryRun_plansOneCall() {
        List<String> changes = tenant.changesOf(() -> assertThat(tenant.dryRun(action(Map.of("displayName", "Never"))))
                .isInstanceOfSatisfying(
                        Outcome.Planned.class,
                        planned -> assertThat(planned.calls())
                                .singleElement()
                                .satisfies(call -> assertThat(call.address()).startsWith("/groups(uniqueName='"))));
        assertThat(changes).isEmpty();
    }

    private static ActionDescriptor descriptor() {
        return Provisioning.actions().stream()
                .filter(action -> action.id().equals("create-group"))
                .findFirst()
                .orElseThrow();
    }

    private static Change action(Map<String, String> arguments) {
        return new Change.RunAction("create-group", Optional.empty(), arguments);
    }
}
