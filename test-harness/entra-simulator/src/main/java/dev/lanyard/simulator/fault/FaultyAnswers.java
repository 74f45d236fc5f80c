package dev.lanyard.simulator.fault;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Does to an answer what a fault says. */
public final class FaultyAnswers {

    private static final byte[] WEB_PAGE = "<html><head><title>Proxy</title></head><body>Please sign in.</body></html>"
            .getBytes(StandardCharsets.UTF_8);

    private FaultyAnswers() {}

    /** The refusal that stands in place of an answer, if the fault is of that kind. */
    public static Optional<GraphException> refusal(Fault fault) {
        Map<String, String> headers = new LinkedHashMap<>();
        Integer retryAfter = fault.retryAfterSeconds();
        if (retryAfter != null) {
            headers.put("Retry-After", retryAfter.toString());
        }
        if (fault.kind() == Fault.Kind.THROTTLE) {
            headers.put("x-ms-throttle-information", "ResourceUnitLimitExceeded");
            return Optional.of(new GraphException(
                    429, "Request_ThrottledTemporarily", "Your request is throttled temporarily.", headers));
        }
        if (fault.kind() == Fault.Kind.STATUS) {
            Integer status = fault.status();
            int refused = status == null ? 503 : status;
            String code = fault.code();
            return Optional.of(new GraphException(
                    refused,
                    code == null ? usualCode(refused) : code,
                    "The service answers as it was told to.",
                    headers));
        }
        return Optional.empty();
    }

    /** Whether a call with this fault does not get as far as the service, so that it changes nothing. */
    public static boolean comesBefore(Fault fault) {
        return switch (fault.kind()) {
            case DROP, CONTENT_TYPE, REDIRECT -> true;
            default -> false;
        };
    }

    private static String usualCode(int status) {
        return switch (status) {
            case 400 -> "Request_BadRequest";
            case 401 -> "InvalidAuthenticationToken";
            case 403 -> "Authorization_RequestDenied";
            case 404 -> "Request_ResourceNotFound";
            case 410 -> "resyncRequired";
            case 429 -> "Request_ThrottledTemporarily";
            case 500 -> "Service_InternalServerError";
            case 503 -> "Directory_ReplicaUnavailable";
            case 504 -> "UnknownError";
            default -> "UnknownError";
        };
    }

    /**
     * The answer as the fault leaves it.
     *
     * @param fault any fault; those that refuse or come before the answer change nothing here
     * @param answer what would have been sent
     * @param baseUrl the simulator's address, which stands in links
     */
    public static Answer apply(Fault fault, Answer answer, String baseUrl) {
        Integer delay = fault.delayMillis();
        return switch (fault.kind()) {
            case DELAY -> answer.delayed(delay == null ? 0 : delay);
            case DROP, DROP_AFTER -> answer.delivered(Answer.Delivery.NONE);
            case TRUNCATE -> answer.delivered(Answer.Delivery.HALF);
            case MALFORMED -> answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2));
            case CONTENT_TYPE -> answer.withHeader("Content-Type", "text/html").withBody(WEB_PAGE);
            case REDIRECT ->
                answer.withStatus(302).withBody(new byte[0]).withHeader("Location", String.valueOf(fault.location()));
            case FOREIGN_NEXT_LINK ->
                answer.withBody(foreign(answer.body(), baseUrl, String.valueOf(fault.location())));
            case STATUS, THROTTLE, EMPTY_PAGE -> answer;
        };
    }

    private static byte[] foreign(byte[] body, String baseUrl, String location) {
        String text = new String(body, StandardCharsets.UTF_8);
        for (String link : new String[] {"@odata.nextLink", "@odata.deltaLink"}) {
            text = text.replace("\"" + link + "\":\"" + baseUrl, "\"" + link + "\":\"" + location);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
