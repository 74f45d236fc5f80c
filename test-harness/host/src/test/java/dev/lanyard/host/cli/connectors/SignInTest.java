package dev.lanyard.host.cli.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.cli.Lanyard;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A person signs in with a browser, which comes back over the loopback interface. */
class SignInTest extends ConnectBench {

    private static final String CODE = "code-Marker-31";
    private static final Pattern ADDRESS =
            Pattern.compile("https://login\\.example/authorize\\?state=([^&]+)&challenge=[^&]+&back=(.+)");

    private final HttpClient browser = HttpClient.newHttpClient();
    private final List<HttpResponse<String>> pages = Collections.synchronizedList(new ArrayList<>());
    private CompletableFuture<Void> browsing = CompletableFuture.completedFuture(null);

    @Test
    void person_signsIn_andTheTokenIsInTheVault() throws IOException {
        assertThat(connect(
                        person(),
                        browse(List.of("?code=" + CODE + "&state=STATE")),
                        "north",
                        "--vault-key",
                        vaultKey()))
                .as(err + "\n" + out)
                .isZero();
        browsing.join();
        assertThat(pages).singleElement().satisfies(page -> {
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("You can close this window").doesNotContain(CODE);
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        });
        assertThat(out.toString())
                .contains("signed in as ann@contoso.example, for People.Read")
                .contains("registered north: connected")
                .doesNotContain(CODE);
        // The vault's entry still belongs to the store, which has moved with the draft.
        assertThat(run("check", "--connector", "north", "--vault-key", vaultKey()))
                .as(out + "\n" + err)
                .isZero();
        run("vault", "get", "refresh-token/person", "--connector", "north", "--vault-key", vaultKey());
        assertThat(out.toString().strip()).isEqualTo("token-for-" + CODE);
        assertThat(Files.readString(home("north").resolve("connector.log"))).doesNotContain(CODE);
    }

    @Test
    void token_isNotLeftBehind_byWhoeverDeclinesAtLast_norByAConnectorThatGoes() throws IOException {
        ScriptedPerson declining = new ScriptedPerson("https://directory.example", "person", "", "ann", "HR", "n");
        String[] words = {"north", "--vault-key", vaultKey()};
        assertThat(connect(declining, browse(List.of("?code=" + CODE + "&state=STATE")), words))
                .isEqualTo(1);
        browsing.join();
        assertThat(out.toString()).contains("signed in as ann", "nothing was registered");
        run("vault", "list", "--vault-key", vaultKey());
        assertThat(out.toString()).doesNotContain("refresh-token");
        connect(person(), browse(List.of("?code=" + CODE + "&state=STATE")), words);
        browsing.join();
        run("vault", "list", "--vault-key", vaultKey());
        assertThat(out.toString()).contains("refresh-token");
        assertThat(run("connectors", "remove", "north", "--yes", "--json", "--vault-key", vaultKey()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"removed\" : true", "\"secretsRemoved\" : 1");
        run("vault", "list", "--vault-key", vaultKey());
        assertThat(out.toString()).doesNotContain("refresh-token");
    }

    @Test
    void whatBelongsToNoSignIn_isRefused_andTheRightOneStillCounts() {
        assertThat(connect(
                        person(),
                        browse(List.of(
                                "favicon.ico",
                                "?code=" + CODE + "&state=forged",
                                "?error=<script>&state=",
                                "?state=STATE",
                                "?code=" + CODE + "&state=STATE&state=STATE",
                                "?code=" + CODE + "&state=STATE")),
                        "north",
                        "--vault-key",
                        vaultKey()))
                .as(err + "\n" + out)
                .isZero();
        browsing.join();
        assertThat(pages).extracting(HttpResponse::statusCode).containsExactly(404, 400, 400, 400, 400, 200);
        assertThat(pages).allSatisfy(page -> assertThat(page.body()).doesNotContain("script", CODE));
    }

    @Test
    void personWhoRefuses_isToldWhatToDo_andNothingIsRegistered() throws IOException {
        assertThat(connect(
                        person(),
                        browse(List.of("?error=access_denied&error_description=no&state=STATE")),
                        "north",
                        "--vault-key",
                        vaultKey()))
                .isEqualTo(1);
        browsing.join();
        assertThat(pages)
                .singleElement()
                .satisfies(page -> assertThat(page.body()).contains("Not signed in"));
        assertThat(err.toString())
                .contains("error: the person has not consented (access_denied)")
                .contains("remedy: sign in as an administrator");
        assertThat(homes()).isEmpty();
    }

    @Test
    void nobodyWhoSignsIn_isNotWaitedForForEver() throws IOException {
        assertThat(connect(person(), "north", "--vault-key", vaultKey(), "--sign-in-within", "PT0.05S"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("nobody has signed in within 0 s").contains("begin again");
        assertThat(homes()).isEmpty();
    }

    @Test
    void withoutVault_nobodySignsInForNothing() {
        assertThat(connect(person(), "north")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no key for the vault");
        assertThat(out.toString()).doesNotContain("login.example");
    }

    @Test
    void signInAnew_isForThoseWhoNeedIt() throws IOException {
        connect(
                new ScriptedPerson("https://directory.example", "1", KEY, "", "ann", "HR", "y"),
                "south",
                "--vault-key",
                vaultKey());
        assertThat(run("connectors", "sign-in", "south", "--vault-key", vaultKey()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("south signs in by itself");
        connect(person(), browse(List.of("?code=" + CODE + "&state=STATE")), "north", "--vault-key", vaultKey());
        browsing.join();
        assertThat(run("connectors", "sign-in", "north", "--vault-key", vaultKey(), "--sign-in-within", "PT0.05S"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("https://login.example/authorize");
        assertThat(err.toString()).contains("nobody has signed in");
    }

    @Test
    void signInAnew_triesItAtOnce_andItsStateAndLogTell() throws Exception {
        connect(person(), browse(List.of("?code=" + CODE + "&state=STATE")), "north", "--vault-key", vaultKey());
        browsing.join();
        Path state = home("north").resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("\"connected\"", "\"failed\""));
        StringWriter shown = new StringWriter();
        Consumer<String> browser = browse(List.of("?code=" + CODE + "&state=STATE"));
        PrintWriter watched = new PrintWriter(shown) {
            @Override
            public void println(String line) {
                super.println(line);
                browser.accept(line);
            }
        };
        String[] words = arguments("connectors", "sign-in", "north", "--vault-key", vaultKey());
        assertThat(Lanyard.run(watched, new PrintWriter(err, true), words))
                .as(err.toString())
                .isZero();
        browsing.join();
        assertThat(shown.toString()).contains("north is connected: everything can be read");
        assertThat(Files.readString(home("north").resolve("connector.log")))
                .contains("signed in as ann@contoso.example", "failed → connecting", "connecting → connected");
    }

    private static ScriptedPerson person() {
        return new ScriptedPerson("https://directory.example", "person", "", "ann", "HR", "y");
    }

    /** A browser that follows the address as soon as it is shown, and then comes back with each of these in turn. */
    private Consumer<String> browse(List<String> returns) {
        return line -> {
            Matcher address = ADDRESS.matcher(line);
            if (address.matches()) {
                browsing = CompletableFuture.runAsync(() -> returns.forEach(each -> pages.add(get(address.group(2) + "/"
                        + each.replace("STATE", address.group(1))
                                .replace("<", "%3C")
                                .replace(">", "%3E")))));
            }
        };
    }

    private HttpResponse<String> get(String address) {
        try {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
