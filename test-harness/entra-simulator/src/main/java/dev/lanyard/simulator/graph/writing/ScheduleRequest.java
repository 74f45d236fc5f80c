package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Term;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of PIM: to give something for a time, to change until when, or to take it away.
 *
 * @param call the call
 * @param body its body
 * @param action what is asked, such as {@code adminAssign}
 */
record ScheduleRequest(WriteCall call, JsonNode body, String action) {

    private static final Set<String> CHANGING = Set.of("adminUpdate", "adminExtend", "adminRenew");

    /** How long something may be given, at most; without a limit if no end is required. */
    record Limit(boolean endRequired, String longest) {}

    /** Reads a request, if the tenant has paid for PIM and an application can ask for this. */
    static ScheduleRequest of(WriteCall call) {
        if (call.tenant().premium() != Premium.P2) {
            throw new GraphException(
                    400,
                    "AadPremiumLicenseRequired",
                    "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.");
        }
        JsonNode body = call.body();
        ScheduleRequest request =
                new ScheduleRequest(call, body, body.path("action").asText());
        if (!request.assigns() && !request.removes() && !request.changes()) {
            // What begins with self is for people, who can be asked for a second factor.
            throw new GraphException(
                    400, "InvalidRoleAssignmentRequest", "The action '" + request.action() + "' is not valid here.");
        }
        return request;
    }

    boolean assigns() {
        return action.equals("adminAssign");
    }

    boolean removes() {
        return action.equals("adminRemove");
    }

    boolean changes() {
        return CHANGING.contains(action);
    }

    boolean validationOnly() {
        return body.path("isValidationOnly").asBoolean();
    }

    static GraphException exists() {
        return new GraphException(400, "RoleAssignmentExists", "The Role assignment already exists.");
    }

    static GraphException missing() {
        return new GraphException(400, "RoleAssignmentDoesNotExist", "The Role assignment does not exist.");
    }

    /** From when until when, within what the rules allow. */
    Term term(Limit limit, boolean justificationRequired) {
        JsonNode schedule = body.path("scheduleInfo");
        if (!schedule.isObject()) {
            throw new GraphException(400, "InvalidRoleAssignmentRequest", "The request needs a scheduleInfo.");
        }
        List<String> failed = new ArrayList<>();
        if (justificationRequired && body.path("justification").asText("").isBlank()) {
            failed.add("\"JustificationRule\"");
        }
        Instant start = schedule.path("startDateTime").isTextual()
                ? moment(schedule.path("startDateTime").asText())
                : Instant.parse(call.tenant().now());
        Instant end = end(start, schedule.path("expiration"));
        if (limit.endRequired() && (end == null || end.isAfter(after(start, limit.longest())))) {
            failed.add("\"ExpirationRule\"");
        }
        if (!failed.isEmpty()) {
            throw new GraphException(
                    400,
                    "RoleAssignmentRequestPolicyValidationFailed",
                    "The following policy rules failed: [" + String.join(",", failed) + "]");
        }
        return new Term(start.toString(), end == null ? null : end.toString());
    }

    private static @Nullable Instant end(Instant start, JsonNode expiration) {
        return switch (expiration.path("type").asText("noExpiration").toLowerCase(Locale.ROOT)) {
            case "noexpiration" -> null;
            case "afterdatetime" -> moment(expiration.path("endDateTime").asText());
            case "afterduration" -> after(start, expiration.path("duration").asText());
            default -> throw invalid("expiration");
        };
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            throw invalid("date");
        }
    }

    private static Instant after(Instant start, String duration) {
        try {
            return duration.matches("P\\d+[YMW].*")
                    ? start.plus(Duration.ofDays(daysOf(Period.parse(duration))))
                    : start.plus(Duration.parse(duration));
        } catch (DateTimeException malformed) {
            throw invalid("duration");
        }
    }

    private static long daysOf(Period period) {
        return 365L * period.getYears() + 30L * period.getMonths() + period.getDays();
    }

    private static GraphException invalid(String what) {
        return new GraphException(
                400, "InvalidRoleAssignmentRequest", "The " + what + " of the schedule is not valid.");
    }

    /** 201, with what was asked and what became of it. */
    Answer answer(String collection, @Nullable String scheduleId) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("@odata.context", call.links().context(collection + "/$entity"));
        body.properties().forEach(member -> {
            if (!member.getKey().contains("@odata.")) {
                answer.put(member.getKey(), member.getValue());
            }
        });
        answer.put("id", call.tenant().newId());
        answer.put("status", removes() ? "Revoked" : validationOnly() ? "Granted" : "Provisioned");
        answer.put("createdDateTime", call.tenant().now());
        answer.put("completedDateTime", call.tenant().now());
        answer.put("targetScheduleId", scheduleId);
        answer.put("isValidationOnly", validationOnly());
        return Answer.jsonOf(201, answer);
    }
}
