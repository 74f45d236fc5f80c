package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes subscribed products, and assigns them to users and groups. */
final class LicenceGenerator {

    private static final List<String> PRODUCTS = List.of("ENTERPRISEPACK", "EMSPREMIUM", "VISIOCLIENT", "POWER_BI_PRO");

    private static final List<String> ERRORS = List.of(
            "CountViolation",
            "MutuallyExclusiveViolation",
            "DependencyViolation",
            "ProhibitedInUsageLocationViolation",
            "UniquenessViolation",
            "Other");

    private final SplittableRandom random;
    private final DirectoryDraft draft;
    private int failures;

    LicenceGenerator(SplittableRandom random, DirectoryDraft draft) {
        this.random = random;
        this.draft = draft;
    }

    void make(int[] users, int[] groups) {
        Licences licences = new Licences(draft);
        for (String product : PRODUCTS) {
            draft.put(product(product, users.length));
        }
        List<String> products = licences.products();
        for (int index = 0; index < groups.length; index++) {
            licences.assign(groups[index], products.get(index % products.size()), List.of());
        }
        for (int user : users) {
            int kind = random.nextInt(10);
            if (kind < 6) {
                licences.assign(user, products.get(kind % products.size()), List.of());
            }
            if (kind == 3) {
                fail(licences, user, products.get(3));
            }
        }
        licences.count();
    }

    /** In every way in turn; some of them leave the user what was there before. */
    private void fail(Licences licences, int user, String product) {
        String error = ERRORS.get(failures % ERRORS.size());
        switch (failures++ % 5) {
            case 3 -> licences.fail(user, product, "ActiveWithError", error);
            case 4 -> licences.fail(user, product, "Disabled", "None");
            default -> licences.fail(user, product, "Error", error);
        }
    }

    private DirectoryObject product(String name, int users) {
        String id = Ids.next(random);
        return DirectoryObject.of(
                ObjectType.SUBSCRIBED_SKU,
                Ids.next(random) + "_" + id,
                Map.of(
                        "skuId",
                        id,
                        "skuPartNumber",
                        name,
                        "accountName",
                        "fabrikam",
                        "appliesTo",
                        "User",
                        "capabilityStatus",
                        "Enabled",
                        "consumedUnits",
                        0,
                        "prepaidUnits",
                        Map.of("enabled", users + 25, "suspended", 0, "warning", 3, "lockedOut", 0),
                        "servicePlans",
                        List.of(Map.of(
                                "servicePlanId",
                                Ids.next(random),
                                "servicePlanName",
                                name + "_PLAN",
                                "provisioningStatus",
                                "Success",
                                "appliesTo",
                                "User"))));
    }
}
