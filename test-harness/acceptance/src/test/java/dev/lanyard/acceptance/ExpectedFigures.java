package dev.lanyard.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The figures of a report, counted from the records of {@link ExpectedExport}, with no code of the host's. */
final class ExpectedFigures {

    private final Map<String, JsonNode> records;
    private final Instant at;

    private ExpectedFigures(Map<String, JsonNode> records, Instant at) {
        this.records = records;
        this.at = at;
    }

    /** Counts what a report of these records says at a time, apart from changes. */
    static Map<String, Long> of(Map<String, JsonNode> records, Instant at) {
        return new ExpectedFigures(records, at).count();
    }

    private Map<String, Long> count() {
        Map<String, Long> figures = new TreeMap<>();
        figures.put("accounts", resources(each -> has(each, "ACCOUNT")));
        figures.put("disabledAccounts", resources(ExpectedFigures::isDisabledAccount));
        figures.put(
                "guests",
                resources(each -> each.at("/attributes/userType").asText().equals("Guest")));
        figures.put("groups", resources(each -> has(each, "GROUP")));
        figures.put("applications", resources(each -> has(each, "APPLICATION")));
        figures.put("grants", (long) grants(each -> true).size());
        figures.put("privilegedRoles", resources(each -> has(each, "PRIVILEGED")));
        figures.put("privilegedActive", (long)
                grants(each -> isPrivileged(each) && !isEligible(each)).size());
        figures.put("privilegedThroughGroups", privilegedThroughGroups());
        figures.put("privilegedEligible", (long)
                grants(each -> isPrivileged(each) && isEligible(each)).size());
        figures.put(
                "disabledWithAccess",
                principals(grants(each -> !each.get("entitlement").asText().startsWith("licence/"))));
        figures.put(
                "licencesOfDisabled",
                grants(each -> each.get("entitlement").asText().startsWith("licence/")).stream()
                        .filter(each -> isDisabledAccount(principal(each)))
                        .map(each -> each.get("entitlement").asText()
                                + each.get("principal").asText())
                        .distinct()
                        .count());
        figures.put(
                "credentialsExpired",
                resources(each -> has(each, "CREDENTIAL") && !end(each).isAfter(at)));
        Instant soon = at.plus(Duration.ofDays(30));
        figures.put(
                "credentialsExpiring",
                resources(each -> has(each, "CREDENTIAL")
                        && end(each).isAfter(at)
                        && !end(each).isAfter(soon)));
        figures.put("licencesBought", units(0));
        figures.put("licencesUnused", units(1));
        Set<String> owned = new HashSet<>();
        grants(each -> each.get("entitlement").asText().endsWith("#owner"))
                .forEach(each -> owned.add(each.get("entitlement").asText()));
        figures.put(
                "applicationsWithoutOwner",
                resources(each -> has(each, "APPLICATION")
                        && !owned.contains(each.get("key").asText() + "#owner")));
        return figures;
    }

    private long resources(Predicate<JsonNode> condition) {
        return records.values().stream()
                .filter(each -> each.get("kind").asText().equals("resource") && condition.test(each))
                .count();
    }

    private List<JsonNode> grants(Predicate<JsonNode> condition) {
        return records.values().stream()
                .filter(each -> each.get("kind").asText().equals("grant") && condition.test(each))
                .toList();
    }

    private long principals(Collection<JsonNode> grants) {
        return grants.stream()
                .map(this::principal)
                .filter(ExpectedFigures::isDisabledAccount)
                .distinct()
                .count();
    }

    private JsonNode principal(JsonNode grant) {
        return records.getOrDefault(grant.get("principal").asText(), grant);
    }

    private static boolean has(JsonNode resource, String trait) {
        for (JsonNode each : resource.path("traits")) {
            if (each.asText().equals(trait)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDisabledAccount(JsonNode resource) {
        return has(resource, "ACCOUNT") && !resource.get("status").asText().equals("ENABLED");
    }

    private static boolean isEligible(JsonNode grant) {
        return grant.get("holding").asText().equals("ELIGIBLE");
    }

    private boolean isPrivileged(JsonNode grant) {
        String entitlement = grant.get("entitlement").asText();
        return has(records.getOrDefault(entitlement.substring(0, entitlement.indexOf('#')), grant), "PRIVILEGED");
    }

    private static Instant end(JsonNode credential) {
        String end = credential.at("/attributes/endDateTime").asText();
        return end.isEmpty() ? Instant.MAX : Instant.parse(end);
    }

    private long units(int unused) {
        long sum = 0;
        for (JsonNode each : records.values()) {
            if (each.get("kind").asText().equals("resource") && has(each, "LICENCE")) {
                JsonNode units = each.at("/attributes/prepaidUnits");
                long bought =
                        units.get("enabled").asLong() + units.get("warning").asLong();
                long used = each.at("/attributes/consumedUnits").asLong();
                sum += unused == 0 ? bought : Math.max(bought - used, 0);
            }
        }
        return sum;
    }

    private long privilegedThroughGroups() {
        Map<String, Set<String>> members = new HashMap<>();
        grants(each -> each.get("entitlement").asText().endsWith("#member") && !isEligible(each))
                .forEach(each -> members.computeIfAbsent(
                                each.get("entitlement").asText().replace("#member", ""), any -> new HashSet<>())
                        .add(each.get("principal").asText()));
        Map<String, Set<String>> direct = new HashMap<>();
        grants(each -> isPrivileged(each) && !isEligible(each))
                .forEach(each -> direct.computeIfAbsent(each.get("entitlement").asText(), any -> new HashSet<>())
                        .add(each.get("principal").asText()));
        long through = 0;
        for (Set<String> holders : direct.values()) {
            Set<String> reached = new HashSet<>();
            holders.forEach(holder -> reach(holder, members, reached));
            reached.removeAll(holders);
            through += reached.size();
        }
        return through;
    }

    private static void reach(String group, Map<String, Set<String>> members, Set<String> reached) {
        for (String member : members.getOrDefault(group, Set.of())) {
            if (reached.add(member)) {
                reach(member, members, reached);
            }
        }
    }
}
