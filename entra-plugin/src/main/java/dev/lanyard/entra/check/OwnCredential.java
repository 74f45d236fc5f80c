package dev.lanyard.entra.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.config.SignInSettings;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds out when that expires with which the connector signs in. A certificate tells by itself. Of a client secret,
 * Graph tells the first three characters of each that the application has, and when it ends; more of the secret is not
 * looked at. What a platform or a machine vouches for does not expire. For one thread.
 */
final class OwnCredential {

    private static final Permission READING =
            new Permission(GraphPermissions.APPLICATIONS, "to see when the client secret expires", true);
    private static final Duration SOON = Duration.ofDays(30);
    private static final int HINT = 3;

    private record SecretInUse(String clientId, Secret secret) {}

    private final SignInSettings signIn;
    private Optional<Finding> finding = Optional.empty();

    OwnCredential(SignInSettings signIn) {
        this.signIn = signIn;
    }

    /** Looks at the certificate, or asks for the application's secrets if the token lets it. */
    void ask(GraphRequests requests, Questions questions, Granted granted, Instant now) {
        if (signIn instanceof SignInSettings.ByCertificate certificate) {
            finding = ofCertificate(certificate, now);
        } else if (signIn instanceof SignInSettings.ByClientSecret secret) {
            ask(new SecretInUse(secret.clientId(), secret.secret()), requests, questions, granted, now);
        } else if (signIn instanceof SignInSettings.ByOAuth oauth) {
            oauth.secret()
                    .ifPresent(secret ->
                            ask(new SecretInUse(oauth.clientId(), secret), requests, questions, granted, now));
        }
    }

    private void ask(SecretInUse secret, GraphRequests requests, Questions questions, Granted granted, Instant now) {
        if (granted.has(READING).filter(has -> !has).isPresent()) {
            finding = Optional.of(
                    unknown("without the permission " + READING.least(), "grant " + READING.least() + " to be told"));
            return;
        }
        questions.add(request(secret, requests), reply -> finding = hear(secret, reply, now));
    }

    private Optional<Finding> ofCertificate(SignInSettings.ByCertificate way, Instant now) {
        Instant end = way.certificate().read().certificate().getNotAfter().toInstant();
        return expiring(
                "the certificate",
                end,
                now,
                "create a new certificate, add it to the application, and set " + signIn.setting()
                        + " to it before then");
    }

    /** What to tell an administrator; empty if the secret is good for a while. */
    Optional<Finding> finding() {
        return finding;
    }

    private static RequestInformation request(SecretInUse secret, GraphRequests requests) {
        return requests.applications().toGetRequestInformation(request -> {
            request.queryParameters.filter = "appId eq '" + secret.clientId() + "'";
            request.queryParameters.select = new String[] {"id", "passwordCredentials"};
        });
    }

    private Optional<Finding> hear(SecretInUse secret, BatchReply reply, Instant now) {
        if (reply.failure().isPresent()) {
            return Optional.of(
                    unknown("Graph does not tell", reply.failure().get().remedy()));
        }
        List<Instant> ends = ends(secret, reply.body()).stream()
                .filter(now::isBefore)
                .sorted(Comparator.naturalOrder())
                .toList();
        if (ends.isEmpty()) {
            return Optional.of(unknown(
                    "the tenant's registration of the application lists none that begins like it",
                    "look it up where the application is registered"));
        }
        Instant first = ends.get(0);
        String which = ends.size() == 1
                ? "the client secret"
                : "one of " + ends.size() + " client secrets that begin alike, perhaps the one in use,";
        return expiring(
                which,
                first,
                now,
                "create a new client secret for the application, and set " + signIn.setting()
                        + " to its value before then");
    }

    private Optional<Finding> expiring(String which, Instant end, Instant now, String remedy) {
        return end.isAfter(now.plus(SOON))
                ? Optional.empty()
                : Optional.of(new Finding(
                        signIn.setting(),
                        which + " expires at " + end + ", in "
                                + Duration.between(now, end).toDays() + " days (" + signIn.setting() + ")",
                        remedy));
    }

    private Finding unknown(String why, String remedy) {
        return new Finding(
                signIn.setting(),
                "it is not known when the client secret expires (" + signIn.setting() + "): " + why,
                remedy);
    }

    /** When those secrets end that begin like the one in use. */
    private static List<Instant> ends(SecretInUse secret, byte[] page) {
        String beginning = secret.secret().reveal(text -> text.substring(0, Math.min(HINT, text.length())));
        List<Instant> ends = new ArrayList<>();
        try (JsonParser json = Json.FACTORY.createParser(page)) {
            while (json.nextToken() != null) {
                if (json.hasToken(JsonToken.FIELD_NAME) && json.currentName().equals("passwordCredentials")) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        end(json, beginning).ifPresent(ends::add);
                    }
                }
            }
        } catch (IOException | DateTimeException unreadable) {
            return List.of();
        }
        return ends;
    }

    private static Optional<Instant> end(JsonParser json, String beginning) throws IOException {
        boolean alike = false;
        Optional<Instant> end = Optional.empty();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            if (name.equals("hint")) {
                alike = beginning.equals(json.getValueAsString(""));
            } else if (name.equals("endDateTime") && json.hasToken(JsonToken.VALUE_STRING)) {
                end = Optional.of(OffsetDateTime.parse(json.getText()).toInstant());
            } else {
                json.skipChildren();
            }
        }
        return alike ? end : Optional.empty();
    }
}
