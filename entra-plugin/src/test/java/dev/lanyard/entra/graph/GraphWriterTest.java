package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.ReadCost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door makes of writes and of the answers to them. */
@Timeout(120)
class GraphWriterTest {

    private static final String USERS = "POST /users";
    private static final String PASSWORD = "MARKER-Passw0rd-91c";

    private final EntraSimulator simulator =
            EntraSimulator.start(SimulatorOptions.of(TenantShape.SMALL).thatWrites());
    private Injector connector;

    @BeforeEach
    void open() {
        EntraSettings settings = EntraSettings.from(EntraSchema.schema()
                .configure(new HashMap<>(Map.of(
                        "tenantId", simulator.tenantId(),
                        "clientId", simulator.clientId(),
                        "clientSecret", simulator.clientSecret(),
                        "graphDomain", "custom",
                        "graphUrl", simulator.url(),
                        "authorityUrl", simulator.url() + "/",
                        "trustedCertificates", simulator.caPem()))));
        connector = Guice.createInjector(
                binder -> {
                    binder.bind(EntraSettings.class).toInstance(settings);
                    binder.bind(HostServices.class).toInstance(new TestHost());
                },
                new HttpModule(),
                new AuthModule(),
                new GraphModule());
    }

    @AfterEach
    void close() {
        connector.getInstance(Patience.class).close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"/groups/{}/members/$ref, false, true", "/users, false, false", "/servicePrincipals/{}, false, false"})
    void aWrite_dropsThePagesThatItMayHaveMadeWrong_andNoOther(String path, boolean groupsStay, boolean usersStay) {
        GraphDoor door = connector.getInstance(GraphDoor.class);
        door.read(door.requests().groups().toGetRequestInformation());
        door.read(door.requests().users().toGetRequestInformation());

        // Refused or not: whether a write was carried out is not always known.
        writer().write(GraphWrite.of(HttpMethod.POST, path.replace("{}", "none"), new JsonBody()));

        assertThat(door.read(door.requests().groups().toGetRequestInformation())
                        .cost()
                        .equals(ReadCost.FREE))
                .isEqualTo(groupsStay);
        assertThat(door.read(door.requests().users().toGetRequestInformation())
                        .cost()
                        .equals(ReadCost.FREE))
                .isEqualTo(usersStay);
    }

    @Test
    void aThrottledWrite_isSentAgain_andNeverInDoubt() {
        simulator.setFaults(Fault.throttle(USERS, 0).times(2));

        WriteReply reply = writer().write(newUser("ann").once());

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.inDoubt()).isFalse();
        assertThat(usersNamed("ann")).isEqualTo(1);
    }

    @Test
    void aLostAnswer_toWhatMustNotBeRepeated_isToldAtOnce() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.DROP_AFTER).times(1));

        WriteReply reply = writer().write(newUser("ann").once());

        assertThat(reply.status()).isZero();
        assertThat(reply.inDoubt()).isTrue();
        assertThat(reply.failureOrThrow().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
        assertThat(usersNamed("ann")).isEqualTo(1);
    }

    @Test
    void aLostAnswer_toWhatMayBeRepeated_leavesTheNextAnswerInDoubt() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.DROP_AFTER).times(1));

        WriteReply reply = writer().write(newUser("ann"));

        assertThat(reply.says("already exists")).isTrue();
        assertThat(reply.inDoubt()).isTrue();
    }

    @Test
    void aBatch_tellsForEachCall_whetherItIsInDoubt() {
        simulator.setFaults(Fault.of(USERS, Fault.Kind.DROP_AFTER).times(1).after(1));

        List<WriteReply> replies = writer().write(List.of(newUser("ann"), newUser("bob"), newUser("cleo")));

        assertThat(replies)
                .filteredOn(WriteReply::inDoubt)
                .singleElement()
                .satisfies(reply -> assertThat(reply.says("already exists")).isTrue());
        assertThat(replies)
                .filteredOn(reply -> !reply.inDoubt())
                .hasSize(2)
                .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(201));
        assertThat(List.of(usersNamed("ann"), usersNamed("bob"), usersNamed("cleo")))
                .containsOnly(1L);
    }

    @Test
    void whatMustNotBeRepeated_isNoPartOfABatch() {
        List<GraphWrite> writes = List.of(newUser("ann").once(), newUser("bob").once());

        assertThatThrownBy(() -> writer().write(writes)).isInstanceOf(IllegalArgumentException.class);
        assertThat(usersNamed("bob")).isZero();
    }

    @Test
    void aSecret_isSent_butNeverShown() {
        GraphWrite write = newUser("ann");

        assertThat(write.planned().body()).contains("\"password\":\"***\"").doesNotContain(PASSWORD);
        assertThat(write.toString()).doesNotContain(PASSWORD);
        assertThat(writer().write(write).succeeded()).isTrue();
    }

    private GraphWriter writer() {
        return connector.getInstance(GraphWriter.class);
    }

    private GraphWrite newUser(String name) {
        String domain = simulator.state().stream()
                .filter(line -> line.contains("\"userPrincipalName\":\""))
                .map(line -> line.replaceAll(".*\"userPrincipalName\":\"[^\"@]*@([^\"]*)\".*", "$1"))
                .filter(each -> each.endsWith(".onmicrosoft.com"))
                .findFirst()
                .orElseThrow();
        return GraphWrite.of(
                HttpMethod.POST,
                "/users",
                new JsonBody()
                        .put("accountEnabled", true)
                        .put("displayName", name)
                        .put("mailNickname", name)
                        .put("userPrincipalName", name + "@" + domain)
                        .put("passwordProfile", new JsonBody().put("password", Secret.of(PASSWORD))));
    }

    private long usersNamed(String name) {
        return simulator.state().stream()
                .filter(line -> line.contains("\"displayName\":\"" + name + "\""))
                .count();
    }
}
