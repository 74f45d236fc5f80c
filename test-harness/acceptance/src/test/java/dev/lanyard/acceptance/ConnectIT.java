package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.simulator.login.Administrator;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plugins folder to a connected tenant, and two of them side by side. */
class ConnectIT {

    private static final TenantShape SMALL = new TenantShape(20, 4, 10, 3);
    private static final Pattern ADDRESS = Pattern.compile("(?m)^https://\\S+/oauth2/v2\\.0/authorize\\?\\S+$");
    private static final int PATIENCE = 1200;

    @TempDir
    private Path folder;

    @Test
    void administrator_signsInWithABrowser_andTheConnectorWorksFromThenOn() throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, SMALL)) {
            tenant.simulator()
                    .delegated()
                    .signIn(new Administrator(
                            "5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e2f",
                            "admin@fabrikam.example",
                            List.of("User.Read.All", "GroupMember.Read.All")));
            assertThat(tenant.lanyard().run("vault", "create-key", "vault.key").exitCode())
                    .isZero();
            LanyardCommand.Running connecting = tenant.lanyard().start(connect(tenant, "--set", "signIn=oauth"));
            try {
                HttpResponse<String> redirect = browser(tenant).send(get(addressShown(connecting)), text());
                assertThat(redirect.statusCode()).isEqualTo(302);
                HttpResponse<String> page = browser(tenant)
                        .send(get(redirect.headers().firstValue("Location").orElseThrow()), text());
                assertThat(page.body()).contains("You can close this window");
                connecting.finish();
            } finally {
                connecting.kill();
            }
            String said = connecting.outcome().everything();
            assertThat(said).contains("signed in as admin@fabrikam.example", "registered north");
            // Two streams at least can be read with what was consented to, and the state says what cannot.
            assertThat(state(tenant)).isEqualTo("degraded");
            LanyardCommand.Outcome synced = tenant.lanyard()
                    .run("sync", "--connector", "north", "--vault-key", "vault.key", "--streams", "accounts");
            assertThat(synced.exitCode()).as(synced.everything()).isZero();
            assertThat(Files.readString(folder.resolve("connectors/north/connector.log")))
                    .contains("configured → connecting", "sync began: accounts", "everything read")
                    .doesNotContain("eyJ");
        }
    }

    @Test
    void twoTenants_sideBySide_doNotMeet() throws Exception {
        Path north = Files.createDirectory(folder.resolve("north"));
        Path south = Files.createDirectory(folder.resolve("south"));
        try (ConnectedTenant one = ConnectedTenant.start(north, SMALL);
                ConnectedTenant other = ConnectedTenant.start(south, new TenantShape(30, 4, 10, 4))) {
            keepSecretInAFile(one, north);
            keepSecretInAFile(other, south);
            for (Path home : List.of(north, south)) {
                LanyardCommand.Outcome added = in(one).run(
                                "connectors",
                                "add",
                                home.getFileName().toString(),
                                "--config",
                                home.resolve("tenant.properties").toString(),
                                "--owner",
                                "ann@contoso.example",
                                home.equals(north) ? "--new-application" : "--application",
                                "Directory");
                assertThat(added.exitCode()).as(added.everything()).isZero();
            }
            List<LanyardCommand.Running> syncs = new ArrayList<>();
            for (String name : List.of("north", "south")) {
                syncs.add(in(one).start("sync", "--connector", name));
            }
            for (LanyardCommand.Running sync : syncs) {
                LanyardCommand.Outcome synced = sync.finish();
                assertThat(synced.exitCode()).as(synced.everything()).isZero();
            }
            assertThat(accounts(one, "north")).isNotEmpty().doesNotContainAnyElementsOf(accounts(one, "south"));
            assertThat(other.simulator().tenantId())
                    .isNotEqualTo(one.simulator().tenantId());
        }
    }

    /** A variable could not hold the secrets of both. */
    private static void keepSecretInAFile(ConnectedTenant tenant, Path home) throws Exception {
        Files.writeString(home.resolve("secret.txt"), tenant.simulator().clientSecret());
        tenant.configure(Map.of("clientSecret", "${file:secret.txt}"));
    }

    private static LanyardCommand in(ConnectedTenant tenant) {
        return tenant.lanyard();
    }

    private static List<String> accounts(ConnectedTenant tenant, String name) throws Exception {
        LanyardCommand.Outcome exported = in(tenant).run("export", "--connector", name, "--format", "jsonl");
        assertThat(exported.exitCode()).as(exported.everything()).isZero();
        return exported.output()
                .lines()
                .filter(line -> line.startsWith("{\"kind\":\"resource\",\"key\":\"user/"))
                .toList();
    }

    private static String[] connect(ConnectedTenant tenant, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "connect",
                "north",
                "--yes",
                "--owner",
                "ann@contoso.example",
                "--new-application",
                "Directory",
                "--vault-key",
                "vault.key",
                "--set",
                "tenantId=" + tenant.simulator().tenantId(),
                "--set",
                "clientId=" + tenant.simulator().clientId(),
                "--set",
                "graphDomain=custom",
                "--set",
                "graphUrl=" + tenant.simulator().url(),
                "--set",
                "authorityUrl=" + tenant.simulator().url() + "/",
                "--set",
                "trustedCertificates=trust.pem"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static String addressShown(LanyardCommand.Running connecting) throws Exception {
        for (int i = 0; i < PATIENCE; i++) {
            Matcher shown = ADDRESS.matcher(Files.readString(connecting.output()));
            if (shown.find()) {
                return shown.group();
            }
            if (!connecting.process().isAlive()) {
                break;
            }
            Thread.sleep(100);
        }
        return fail("no address was shown: " + Files.readString(connecting.output())
                + Files.readString(connecting.errors()));
    }

    private static String state(ConnectedTenant tenant) throws Exception {
        String shown =
                tenant.lanyard().run("connectors", "show", "north", "--json").output();
        return new ObjectMapper().readTree(shown).get("state").asText();
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static HttpClient browser(ConnectedTenant tenant) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "simulator",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(
                                tenant.simulator().caPem().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
