package dev.lanyard.entra.provision.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.provision.ChangingTenant;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests, compared with the whole of the simulator's state. */
class GuestsTest {

    private static final String ADDRESS = "gina@partner.example";
    private static final Change.CreateResource GINA = gina(Attributes.NONE);
    private static final Change.CreateResource GINA_OF_SALES =
            gina(Attributes.builder().put("department", "Sales").build());

    private final ChangingTenant tenant = new ChangingTenant();

    @AfterEach
    void close() {
        tenant.close();
    }

    @Test
    void aGuest_isInvitedOnce_withoutPassword() {
        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(GINA).outcome()).isEqualTo(new Outcome.Changed()));

        assertThat(changes)
                .singleElement()
                .asString()
                .startsWith("+")
                .contains("\"userType\":\"Guest\"", "\"displayName\":\"Gina\"", "\"mail\":\"" + ADDRESS + "\"");
        ChangeResult again = tenant.apply(GINA);
        assertThat(again.outcome()).isEqualTo(new Outcome.AlreadySo());
        assertThat(again.resource().orElseThrow().id())
                .isEqualTo(guests().get(0).id());
        assertThat(again.findings()).isEmpty();
        assertThat(tenant.vault().entries()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_AFTER", "DROP", "TRUNCATE"})
    void whenTheAnswerIsLost_thereIsOneGuest(Fault.Kind kind) {
        tenant.simulator().setFaults(Fault.of("POST /invitations", kind).times(1));

        List<String> changes =
                tenant.changesOf(() -> assertThat(tenant.apply(GINA).outcome()).isEqualTo(new Outcome.Changed()));

        assertThat(changes).hasSize(1);
    }

    @Test
    void whenReadsLag_theGuestIsCompleted_andFoundAgain() {
        tenant.simulator().setReadLag(Duration.ofMillis(1500));

        ChangeResult result = tenant.apply(GINA_OF_SALES);

        assertThat(result.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(result.findings()).isEmpty();
        assertThat(guests().get(0).text("department")).isEqualTo("Sales");
        assertThat(tenant.apply(GINA_OF_SALES).outcome()).isEqualTo(new Outcome.AlreadySo());
    }

    @Test
    void whatTheInvitationDoesNotTake_isSetAfterwards_alsoWhenAnswersAreLost() {
        DirectoryObject boss = tenant.all(ObjectType.USER, user -> user.text("employeeId") != null)
                .findFirst()
                .orElseThrow();
        tenant.simulator()
                .setFaults(
                        Fault.of("PATCH /users/{id}", Fault.Kind.DROP_AFTER).times(1),
                        Fault.throttle("POST /invitations", 1).times(1));

        ChangeResult result = tenant.apply(gina(Attributes.builder()
                .put("accountEnabled", false)
                .put("department", "Sales")
                .put("manager", String.valueOf(boss.text("employeeId")))
                .build()));

        assertThat(result.findings()).isEmpty();
        assertThat(tenant.stateOf(guests().get(0)))
                .contains(
                        "\"accountEnabled\":false", "\"department\":\"Sales\"", "\"managerId\":\"" + boss.id() + "\"");
    }

    @Test
    void whatCannotBeSetAfterwards_isSaid_andAddedByTheNextAttempt() {
        tenant.simulator().setFaults(Fault.status("PATCH /users/{id}", 403));
        ChangeResult first = tenant.apply(GINA_OF_SALES);
        tenant.simulator().setFaults();

        assertThat(first.outcome()).isEqualTo(new Outcome.Changed());
        assertThat(first.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("department"));
        assertThat(tenant.apply(GINA_OF_SALES).outcome()).isEqualTo(new Outcome.Changed());
        assertThat(guests())
                .singleElement()
                .satisfies(guest -> assertThat(guest.text("department")).isEqualTo("Sales"));
    }

    @Test
    void aGuestWhoWasThereBefore_staysAsIs_andTheDifferenceIsSaid() {
        tenant.apply(gina(Attributes.builder().put("department", "Law").build()));

        assertThat(tenant.changesOf(() -> {
                    ChangeResult result = tenant.apply(GINA_OF_SALES);
                    assertThat(result.outcome()).isEqualTo(new Outcome.AlreadySo());
                    assertThat(result.findings())
                            .singleElement()
                            .satisfies(finding -> assertThat(finding.subject()).isEqualTo("department"));
                }))
                .isEmpty();
    }

    @Test
    void whereTheTenantTakesNoGuests_thatIsRefused() {
        tenant.simulator().setGuests(false);

        assertThat(tenant.changesOf(() -> assertThat(tenant.apply(GINA).outcome())
                        .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                            assertThat(refused.refusal().code()).isEqualTo("invitations-off");
                            assertThat(refused.refusal().reason()).contains(ADDRESS, "not allowed for your company");
                        })))
                .isEmpty();
    }

    @Test
    void withoutThePermission_itIsNamed() {
        tenant.simulator().setRoles(List.of("User.Read.All"));
        tenant.simulator().expireTokens();

        assertThat(tenant.apply(GINA).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.PERMISSION);
            assertThat(failed.error()).hasMessageContaining("User.Invite.All");
        });
    }

    @Test
    void anAddressOfAMember_isRefused() {
        String address = String.valueOf(tenant.all(
                        ObjectType.USER, user -> user.text("mail") != null && "Member".equals(user.text("userType")))
                .findFirst()
                .orElseThrow()
                .text("mail"));

        assertThat(tenant.apply(new Change.CreateResource(
                                "user",
                                Attributes.builder()
                                        .put("userType", "Guest")
                                        .put("mail", address)
                                        .build(),
                                Optional.empty()))
                        .outcome())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("exists"));
    }

    @Test
    void whatAGuestCannotHave_isRefusedByName_beforeAnythingIsSent() {
        Attributes wrong = Attributes.builder()
                .put("userType", "Guest")
                .put("mail", "gina")
                .put("userPrincipalName", "gina@fabrikam.onmicrosoft.com")
                .put("sendInvitationMessage", "perhaps")
                .put("inviteRedirectUrl", "nowhere")
                .build();
        tenant.simulator().resetStats();

        Outcome outcome = tenant.apply(new Change.CreateResource(
                        "user", wrong, Optional.of(new PasswordChoice.Supplied(Secret.of("MARKER-Passw0rd-7"), false))))
                .outcome();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .contains("mail", "userPrincipalName", "sendInvitationMessage", "inviteRedirectUrl")
                                .contains("password")
                                .doesNotContain("MARKER"));
        assertThat(tenant.simulator().stats().total().requests()).isZero();
    }

    @Test
    void aDryRun_showsTheInvitation_andSendsNothing() {
        assertThat(tenant.changesOf(() -> assertThat(tenant.dryRun(GINA_OF_SALES))
                        .isInstanceOfSatisfying(
                                Outcome.Planned.class,
                                planned -> assertThat(planned.calls())
                                        .satisfiesExactly(
                                                call -> assertThat(call.address())
                                                        .isEqualTo("/invitations"),
                                                call -> assertThat(call.address())
                                                        .isEqualTo("/users/{new}")))))
                .isEmpty();
    }

    private List<DirectoryObject> guests() {
        return tenant.all(ObjectType.USER, user -> ADDRESS.equals(user.text("mail")))
                .toList();
    }

    private static Change.CreateResource gina(Attributes further) {
        Attributes.Builder attributes = Attributes.builder()
                .put("userType", "Guest")
                .put("mail", ADDRESS)
                .put("displayName", "Gina");
        further.forEach(attributes::put);
        return new Change.CreateResource("user", attributes.build(), Optional.of(new PasswordChoice.None()));
    }
}
