package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes what is neither user nor group nor application: devices, organizational contacts, the organization. */
final class OtherObjectsGenerator {

    private static final String CREATED = "2019-03-01T09:30:00Z";

    private final SplittableRandom random;
    private final String domain;

    OtherObjectsGenerator(SplittableRandom random, String domain) {
        this.random = random;
        this.domain = domain;
    }

    DirectoryObject device(int number) {
        return DirectoryObject.of(
                ObjectType.DEVICE,
                Ids.next(random),
                Map.of(
                        "deviceId",
                        Ids.next(random),
                        "displayName",
                        "LAPTOP-" + number,
                        "accountEnabled",
                        random.nextInt(10) > 0,
                        "operatingSystem",
                        "Windows",
                        "operatingSystemVersion",
                        "10.0.22631.1",
                        "trustType",
                        "AzureAd",
                        "registrationDateTime",
                        CREATED));
    }

    DirectoryObject contact(int number) {
        Names.Person name = Names.person(random);
        String address = name.address() + number + "@supplier.example";
        return DirectoryObject.of(
                ObjectType.ORG_CONTACT,
                Ids.next(random),
                Map.of(
                        "displayName",
                        name.display(),
                        "givenName",
                        name.given(),
                        "surname",
                        name.family(),
                        "mail",
                        address,
                        "mailNickname",
                        name.address() + number,
                        "proxyAddresses",
                        List.of("SMTP:" + address),
                        "onPremisesSyncEnabled",
                        true,
                        "onPremisesLastSyncDateTime",
                        CREATED));
    }

    DirectoryObject organization(String tenantId) {
        Map<String, Object> main = Map.of(
                "name", domain, "isDefault", true, "isInitial", true, "type", "Managed", "capabilities", "Email");
        return DirectoryObject.of(
                ObjectType.ORGANIZATION,
                tenantId,
                Map.of(
                        "displayName", "Fabrikam",
                        "createdDateTime", "2015-01-01T08:00:00Z",
                        "countryLetterCode", "DE",
                        "preferredLanguage", "en",
                        "tenantType", "AAD",
                        "onPremisesSyncEnabled", true,
                        "onPremisesLastSyncDateTime", CREATED,
                        "verifiedDomains", List.of(main)));
    }
}
