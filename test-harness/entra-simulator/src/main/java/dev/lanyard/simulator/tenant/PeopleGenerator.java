package dev.lanyard.simulator.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes users: employees of the cloud and of the premises, guests and shared mailboxes. */
final class PeopleGenerator {

    private static final String DIRECTORY_EXTENSION = "extension_7d0c2f6b9a1e4c55b3f8d2a4e6c81f90_";
    private static final String SCHEMA_EXTENSION = "extk9p2xm4q_contract";
    private static final Instant EPOCH = Instant.parse("2015-01-01T08:00:00Z");
    private static final int SECONDS_OF_TEN_YEARS = 315_000_000;

    /** What mailboxes are for that are not a person's. */
    private static final List<String> NOT_OF_PEOPLE = List.of("room", "equipment", "shared");

    private final SplittableRandom random;
    private final String domain;
    private final List<DirectoryObject> made = new ArrayList<>();

    PeopleGenerator(SplittableRandom random, String domain) {
        this.random = random;
        this.domain = domain;
    }

    /** Makes the next user. Of every hundred, about eight are guests and three are shared mailboxes. */
    DirectoryObject next() {
        int number = made.size();
        int kind = number < 8 ? number : random.nextInt(100);
        Map<String, Object> properties = new LinkedHashMap<>();
        switch (kind) {
            case 1, 10, 11, 12, 13, 14, 15, 16 -> guest(number, properties);
            case 2, 17, 18 -> sharedMailbox(number, properties);
            default -> employee(number, properties);
        }
        properties.put("createdDateTime", moment());
        properties.put("securityIdentifier", securityIdentifier("S-1-12-1"));
        if (properties.containsKey("mail") && kind != 1 && (kind < 10 || kind > 16)) {
            boolean shared = kind == 2 || kind == 17 || kind == 18;
            String purpose = shared ? NOT_OF_PEOPLE.get(number % NOT_OF_PEOPLE.size()) : "user";
            properties.put("mailboxSettings", Map.of("userPurpose", purpose));
        }
        if (chance(80)) {
            String last = moment();
            properties.put("signInActivity", Map.of("lastSignInDateTime", last, "lastSuccessfulSignInDateTime", last));
        }
        DirectoryObject user = DirectoryObject.of(ObjectType.USER, Ids.next(random), properties);
        made.add(user);
        return user;
    }

    private void employee(int number, Map<String, Object> properties) {
        Names.Person name = Names.person(random);
        String address = name.address() + number + "@" + domain;
        properties.put("accountEnabled", chance(94) || number == 0);
        properties.put("displayName", name.display());
        properties.put("givenName", name.given());
        properties.put("surname", name.family());
        properties.put("userPrincipalName", address);
        properties.put("mailNickname", name.address() + number);
        properties.put("userType", "Member");
        properties.put("preferredLanguage", name.language());
        properties.put("identities", List.of(identity("userPrincipalName", domain, address)));
        properties.put(
                "businessPhones", chance(70) ? List.of("+1 206 555 " + (1000 + random.nextInt(9000))) : List.of());
        properties.put("lastPasswordChangeDateTime", moment());
        if (chance(97)) {
            properties.put("mail", address);
            properties.put(
                    "proxyAddresses",
                    List.of("SMTP:" + address, "smtp:" + name.address() + number + "@mail." + domain));
        }
        properties.put("otherMails", chance(10) ? List.of(name.address() + number + "@home.example") : List.of());
        job(name, number, properties);
        extensions(number, properties);
        if (number == 3 || (number > 7 && chance(30))) {
            onPremises(name, number, properties);
        }
    }

    private void job(Names.Person name, int number, Map<String, Object> properties) {
        String department = Names.department(random);
        properties.put("department", department);
        properties.put("companyName", chance(80) ? "Fabrikam GmbH" : "Fabrikam (日本) 株式会社");
        properties.put("employeeId", String.format("E%06d", number));
        properties.put("employeeType", chance(85) ? "Employee" : "Contractor");
        properties.put("usageLocation", name.country());
        properties.put("country", name.country());
        if (chance(90)) {
            properties.put("jobTitle", chance(15) ? "Head of " + department : "Specialist, " + department);
            properties.put("officeLocation", random.nextInt(40) + "/" + random.nextInt(4000));
        }
        if (chance(60)) {
            properties.put("mobilePhone", "+49 151 " + (10_000_000 + random.nextInt(89_999_999)));
            properties.put("city", chance(50) ? "Zürich" : "Seattle");
            properties.put("postalCode", String.format("%05d", random.nextInt(100_000)));
            properties.put("streetAddress", random.nextInt(1, 300) + " Long Road,\nBuilding " + random.nextInt(9));
        }
        if (chance(80)) {
            properties.put("employeeHireDate", moment());
            properties.put(
                    "employeeOrgData",
                    Map.of("costCenter", String.valueOf(1000 + random.nextInt(40)), "division", department));
        }
        if (chance(4)) {
            properties.put("employeeLeaveDateTime", moment());
        }
    }

    /** Directory extensions, and a schema extension, of which some are never set. */
    private static void extensions(int number, Map<String, Object> properties) {
        if (number % 3 != 2) {
            properties.put(DIRECTORY_EXTENSION + "badgeNumber", String.format("B-%05d", number * 7));
            properties.put(DIRECTORY_EXTENSION + "grade", number % 12);
            properties.put(DIRECTORY_EXTENSION + "sites", List.of("Zürich", "Site " + number % 9));
        }
        if (number % 4 == 0) {
            properties.put(DIRECTORY_EXTENSION + "onCall", number % 8 == 0);
            properties.put(SCHEMA_EXTENSION, Map.of("kind", "fixed term", "hours", 20 + number % 20, "approved", true));
        }
    }

    private void onPremises(Names.Person name, int number, Map<String, Object> properties) {
        String account = (name.address().replace(".", "") + number);
        properties.put("onPremisesSyncEnabled", true);
        properties.put("onPremisesSamAccountName", account.substring(0, Math.min(20, account.length())));
        properties.put("onPremisesDomainName", "corp." + domain);
        properties.put("onPremisesUserPrincipalName", account + "@corp." + domain);
        properties.put(
                "onPremisesDistinguishedName",
                "CN=" + name.display().replace(",", "\\,") + " " + number + ",OU=People,DC=corp,DC=fabrikam");
        properties.put("onPremisesImmutableId", Ids.next(random).substring(0, 22) + "==");
        properties.put("onPremisesSecurityIdentifier", securityIdentifier("S-1-5-21"));
        properties.put("onPremisesLastSyncDateTime", moment());
        properties.put("onPremisesExtensionAttributes", extensionAttributes());
        if (chance(3)) {
            properties.put("onPremisesProvisioningErrors", List.of(provisioningError(name)));
        }
    }

    private Map<String, String> provisioningError(Names.Person name) {
        return Map.of(
                "category",
                "PropertyConflict",
                "occurredDateTime",
                moment(),
                "propertyCausingError",
                "ProxyAddresses",
                "value",
                "SMTP:" + name.address() + "@" + domain);
    }

    private Map<String, @Nullable String> extensionAttributes() {
        Map<String, @Nullable String> attributes = new LinkedHashMap<>();
        for (int number = 1; number <= 15; number++) {
            attributes.put("extensionAttribute" + number, number <= 2 ? "value " + random.nextInt(50) : null);
        }
        return attributes;
    }

    private void guest(int number, Map<String, Object> properties) {
        Names.Person name = Names.person(random);
        String home = name.address() + number + "@partner.example";
        properties.put("accountEnabled", chance(97));
        properties.put("displayName", chance(80) ? name.display() : home);
        properties.put("mail", home);
        properties.put("mailNickname", home.replace('@', '_') + "#EXT#");
        properties.put("userPrincipalName", home.replace('@', '_') + "#EXT#@" + domain);
        properties.put("userType", chance(95) ? "Guest" : "Member");
        properties.put("creationType", "Invitation");
        properties.put("externalUserState", chance(75) ? "Accepted" : "PendingAcceptance");
        properties.put("externalUserStateChangeDateTime", moment());
        properties.put("proxyAddresses", List.of("SMTP:" + home));
        properties.put("otherMails", List.of(home));
        properties.put("identities", List.of(identity("federated", "ExternalAzureAD", null)));
    }

    private void sharedMailbox(int number, Map<String, Object> properties) {
        String address = "shared" + number + "@" + domain;
        properties.put("accountEnabled", false);
        properties.put("displayName", Names.team(random) + " (shared mailbox)");
        properties.put("userPrincipalName", address);
        properties.put("mail", address);
        properties.put("mailNickname", "shared" + number);
        properties.put("proxyAddresses", List.of("SMTP:" + address));
        properties.put("userType", "Member");
        properties.put("isResourceAccount", false);
        properties.put("showInAddressList", true);
        properties.put("identities", List.of(identity("userPrincipalName", domain, address)));
    }

    private static Map<String, @Nullable String> identity(String type, String issuer, @Nullable String assigned) {
        Map<String, @Nullable String> identity = new LinkedHashMap<>();
        identity.put("signInType", type);
        identity.put("issuer", issuer);
        identity.put("issuerAssignedId", assigned);
        return identity;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String moment() {
        return EPOCH.plusSeconds(random.nextInt(SECONDS_OF_TEN_YEARS)).toString();
    }

    private String securityIdentifier(String prefix) {
        return prefix + "-" + random.nextLong(1L << 32) + "-" + random.nextLong(1L << 32) + "-"
                + random.nextLong(1L << 32) + "-" + random.nextLong(1L << 32);
    }
}
