package dev.lanyard.entra.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.Permission;
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
 * Finds out when the client secret expires with which the connector signs in. Graph tells the first three characters of
 * each of the application's secrets, and when it ends; more of the secret is not looked at. For one thread.
 */
final class OwnCredential {

    static final String SETTING = "clientSecret";

    private static final Permission READING =
            new Permission(GraphPermissions.APPLICATIONS, "to see when the client secret expires", true);
    private static final Duration SOON = Duration.ofDays(30);
    private static final int HINT = 3;

    private final EntraSettings settings;
    private Optional<Finding> finding = Optional.empty();

    OwnCredential(EntraSettings settings) {
        this.settings = settings;
    }

    /** Asks for the application's secrets if the token lets it. */
    void ask(GraphRequests requests, Questions questions, Granted granted, Instant now) {
        if (granted.has(READING).filter(has -> !has).isPresent()) {
            finding = Optional.of(
                    unknown("without the permission " + READING.least(), "grant " + READING.least() + " to be told"));
            return;
        }
        questions.add(request(requests), reply -> finding = hear(reply, now));
    }

    /** What to tell an administrator; empty if the secret is good for a while. */
    Optional<Finding> finding() {
        return finding;
    }

    private RequestInformation request(GraphRequests requests) {
        return requests.applications().toGetRequestInformation(request -> {
            request.queryParameters.filter = "appId eq '" + settings.clientId() + "'";
            request.queryParameters.select = new String[] {"id", "passwordCredentials"};
        });
    }

    private Optional<Finding> hear(BatchReply reply, Instant now) {
        if (reply.failure().isPresent()) {
            return Optional.of(
                    unknown("Graph does not tell", reply.failure().get().remedy()));
        }
        List<Instant> ends = ends(reply.body()).stream()
                .filter(now::isBefore)
                .sorted(Comparator.naturalOrder())
                .toList();
        if (ends.isEmpty()) {
            return Optional.of(unknown(
                    "the tenant's registration of the application lists none that begins like it",
                    "look it up where the application is registered"));
        }
        Instant first = ends.get(0);
        if (first.isAfter(now.plus(SOON))) {
            return Optional.empty();
        }
        String which = ends.size() == 1
                ? "the client secret"
                : "one of " + ends.size() + " client secrets that begin alike, perhaps the one in use,";
        return Optional.of(new Finding(
                SETTING,
                which + " expires at " + first + ", in "
                        + Duration.between(now, first).toDays() + " days (" + SETTING + ")",
                "create a new client secret for the application, and set " + SETTING + " to its value before then"));
    }

    private static Finding unknown(String why, String remedy) {
        return new Finding(SETTING, "it is not known when the client secret expires (" + SETTING + "): " + why, remedy);
    }

    /** When those secrets end that begin like the one in use. */
    private List<Instant> ends(byte[] page) {
        String beginning = settings.clientSecret().reveal(text -> text.substring(0, Math.min(HINT, text.length())));
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
