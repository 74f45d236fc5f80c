package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes groups of every kind. */
final class GroupGenerator {

    private static final Instant EPOCH = Instant.parse("2016-01-01T08:00:00Z");

    private final SplittableRandom random;
    private final String domain;

    GroupGenerator(SplittableRandom random, String domain) {
        this.random = random;
        this.domain = domain;
    }

    DirectoryObject next(int number, GroupKind kind) {
        Map<String, Object> properties = new LinkedHashMap<>();
        String nickname = "group" + number;
        properties.put("displayName", Names.team(random) + " " + number);
        properties.put("mailNickname", nickname);
        properties.put("groupTypes", kind.groupTypes());
        properties.put("mailEnabled", kind.mailEnabled());
        properties.put("securityEnabled", kind.securityEnabled());
        properties.put(
                "createdDateTime",
                EPOCH.plusSeconds(random.nextInt(300_000_000)).toString());
        properties.put("securityIdentifier", "S-1-12-1-" + random.nextLong(1L << 32) + "-" + number);
        if (random.nextInt(100) < 60) {
            properties.put("description", "Made for " + Names.department(random) + ".\nAsk number " + number + ".");
        }
        if (kind.mailEnabled()) {
            String address = nickname + "@" + domain;
            properties.put("mail", address);
            properties.put("proxyAddresses", List.of("SMTP:" + address));
        }
        special(number, kind, properties);
        return DirectoryObject.of(ObjectType.GROUP, Ids.next(random), properties);
    }

    private void special(int number, GroupKind kind, Map<String, Object> properties) {
        if (kind == GroupKind.MICROSOFT_365 || kind == GroupKind.DYNAMIC_MICROSOFT_365) {
            String[] visibilities = {"Private", "Public", "Private", "HiddenMembership"};
            properties.put("visibility", visibilities[random.nextInt(visibilities.length)]);
            properties.put(
                    "renewedDateTime",
                    EPOCH.plusSeconds(random.nextInt(300_000_000)).toString());
            properties.put("resourceProvisioningOptions", random.nextBoolean() ? List.of("Team") : List.of());
        }
        if (kind.dynamic()) {
            properties.put(
                    "membershipRule",
                    "(user.department -eq \"" + Names.department(random).replace("\"", "") + "\")");
            properties.put("membershipRuleProcessingState", random.nextInt(10) > 0 ? "On" : "Paused");
        }
        if (kind == GroupKind.ROLE_ASSIGNABLE) {
            properties.put("isAssignableToRole", true);
            properties.put("visibility", "Private");
        }
        if (kind.onPremises()) {
            properties.put("onPremisesSyncEnabled", true);
            properties.put("onPremisesSamAccountName", "group" + number);
            properties.put("onPremisesDomainName", "corp." + domain);
            properties.put("onPremisesNetBiosName", "CORP");
            properties.put("onPremisesSecurityIdentifier", "S-1-5-21-" + random.nextLong(1L << 32) + "-" + number);
            properties.put(
                    "onPremisesLastSyncDateTime", EPOCH.plusSeconds(310_000_000).toString());
        }
    }
}
