package dev.lanyard.simulator.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the login service makes of assertions: it verifies them, whoever made them. */
class ClientAssertionTest extends ReadingTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private PrivateKey key;

    @SuppressWarnings("NullAway.Init")
    private X509Certificate certificate;

    @BeforeAll
    void register() throws Exception {
        Path file = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=own",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "password".toCharArray());
        }
        key = (PrivateKey) store.getKey("own", "password".toCharArray());
        certificate = (X509Certificate) store.getCertificate("own");
        simulator.registration().addCertificate(certificate);
    }

    @ParameterizedTest
    @CsvSource({"RS256, x5t", "RS256, x5t#S256", "PS256, x5t#S256"})
    void assertion_thatIsRight_isTaken(String algorithm, String thumbprint) throws Exception {
        Reply reply = present(assertion(algorithm, thumbprint, claims("", "")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "aud, https://login.example/token, 700023",
        "sub, 11111111-2222-4333-8444-555555555555, 700021",
        "iss, https://issuer.example, 700211",
        "jti, '', 50027",
        "exp, 1000, 700024",
        "nbf, 9000000000, 700024",
    })
    void assertion_withAWrongClaim_isRefused(String claim, String value, int code) throws Exception {
        assertCode(present(assertion("RS256", "x5t#S256", claims(claim, value))), code);
    }

    @Test
    void assertion_thatIsForged_orShownTwice_orNoToken_isRefused() throws Exception {
        String sound = assertion("RS256", "x5t#S256", claims("", ""));
        String[] parts = sound.split("\\.", -1);

        assertCode(present(parts[0] + "." + encoded(claims("", "")) + "." + parts[2]), 700027);
        assertCode(
                present(encoded("{\"alg\":\"none\",\"x5t\":\"" + thumbprint("x5t") + "\"}") + "." + parts[1] + "."),
                700027);
        assertThat(present(sound).status()).isEqualTo(200);
        assertCode(present(sound), 50027);
        assertCode(present("no token"), 50027);
        assertCode(
                client.login(
                        simulator.tenantId(),
                        Map.of("client_secret", "", "client_assertion", sound, "client_assertion_type", "other")),
                900144);
    }

    @Test
    void assertion_ofAnUnknownKey_namesItsThumbprint() throws Exception {
        String header =
                encoded("{\"alg\":\"RS256\",\"x5t\":\"" + BASE64.encodeToString(new byte[] {(byte) 0xab, 1}) + "\"}");

        Reply reply = present(signed("RS256", header + "." + encoded(claims("", ""))));

        assertCode(reply, 700027);
        assertThat(reply.text()).contains("'AB01'");
    }

    private Reply present(String assertion) {
        return client.login(
                simulator.tenantId(),
                Map.of("client_secret", "", "client_assertion", assertion, "client_assertion_type", BEARER));
    }

    private String claims(String changed, String value) {
        long now = simulator.clock().instant().getEpochSecond();
        Map<String, String> claims = new LinkedHashMap<>(Map.of(
                "aud", simulator.url() + "/" + simulator.tenantId() + "/oauth2/v2.0/token",
                "iss", simulator.clientId(),
                "sub", simulator.clientId(),
                "jti", UUID.randomUUID().toString(),
                "nbf", String.valueOf(now),
                "exp", String.valueOf(now + 600)));
        if (!changed.isEmpty()) {
            claims.put(changed, value);
        }
        StringBuilder json = new StringBuilder("{");
        claims.forEach((name, text) -> json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(text.matches("[0-9]+") ? text : '"' + text + '"'));
        return json.append('}').toString();
    }

    private String assertion(String algorithm, String kind, String claims) throws Exception {
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"" + kind + "\":\"" + thumbprint(kind) + "\"}";
        return signed(algorithm, encoded(header) + "." + encoded(claims));
    }

    private String thumbprint(String kind) throws Exception {
        String digest = kind.equals("x5t") ? "SHA-1" : "SHA-256";
        return BASE64.encodeToString(MessageDigest.getInstance(digest).digest(certificate.getEncoded()));
    }

    private String signed(String algorithm, String content) throws Exception {
        Signature signer = Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "RSASSA-PSS");
        if (algorithm.equals("PS256")) {
            signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signer.initSign(key);
        signer.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signer.sign());
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertCode(Reply reply, int code) {
        assertThat(reply.body().at("/error_codes/0").asInt()).as(reply.text()).isEqualTo(code);
    }
}
