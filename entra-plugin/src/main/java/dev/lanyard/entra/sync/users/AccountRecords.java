package dev.lanyard.entra.sync.users;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.REFERENCE;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import dev.lanyard.entra.config.ReadingSettings;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ProvisioningErrors;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.util.Optional;
import java.util.Set;

/** Makes a resource of every user on a page. For one page. */
final class AccountRecords implements RowVisitor {

    private static final String ID = "id";
    private static final String DISPLAY_NAME = "displayName";
    private static final String ACCOUNT_ENABLED = "accountEnabled";
    private static final String USER_PRINCIPAL_NAME = "userPrincipalName";
    private static final String MANAGER = "manager";

    private static final PropertyTable EXTENSION_ATTRIBUTES = extensionAttributes();

    /**
     * What is read of a user. Left out on purpose: what Graph gives for a single user only (one such name makes it
     * refuse the whole list), what needs another permission ({@code signInActivity}, {@code employeeLeaveDateTime},
     * {@code customSecurityAttributes}), and licences.
     */
    static PropertyTable.Builder properties(boolean withExtensionAttributes) {
        PropertyTable.Builder table = PropertyTable.builder()
                .add(TEXT, ID, DISPLAY_NAME, USER_PRINCIPAL_NAME, "givenName", "surname", "mail", "mailNickname")
                .add(FLAG, ACCOUNT_ENABLED)
                .add(TEXTS, "proxyAddresses", "otherMails", "imAddresses", "businessPhones")
                .add(TEXT, "mobilePhone", "faxNumber", "jobTitle", "department", "companyName", "officeLocation")
                .add(
                        TEXT,
                        "streetAddress",
                        "city",
                        "state",
                        "postalCode",
                        "country",
                        "usageLocation",
                        "preferredLanguage")
                .add(TEXT, "preferredDataLocation", "employeeId", "employeeType", "ageGroup", "consentProvidedForMinor")
                .add(TIME, "employeeHireDate", "createdDateTime", "lastPasswordChangeDateTime")
                .add(structureOf(texts("costCenter", "division")), "employeeOrgData")
                .add(TEXT, "userType", "creationType", "externalUserState", "passwordPolicies", "securityIdentifier")
                .add(TIME, "externalUserStateChangeDateTime", "signInSessionsValidFromDateTime")
                .add(FLAG, "showInAddressList", "isManagementRestricted", "onPremisesSyncEnabled")
                .add(listOf(structureOf(texts("signInType", "issuer", "issuerAssignedId"))), "identities")
                .add(TEXT, "onPremisesImmutableId", "onPremisesSamAccountName", "onPremisesDistinguishedName")
                .add(TEXT, "onPremisesSecurityIdentifier", "onPremisesDomainName", "onPremisesUserPrincipalName")
                .add(TIME, "onPremisesLastSyncDateTime")
                .add(listOf(structureOf(ProvisioningErrors.TABLE)), "onPremisesProvisioningErrors")
                .add(REFERENCE, MANAGER);
        return withExtensionAttributes
                ? table.add(structureOf(EXTENSION_ATTRIBUTES), "onPremisesExtensionAttributes")
                : table;
    }

    /** These have a place of their own in the record. */
    private static final Set<String> NOT_ATTRIBUTES = Set.of(ID, DISPLAY_NAME, ACCOUNT_ENABLED);

    private static final Set<Trait> MEMBER = Set.of(Trait.ACCOUNT);
    private static final Set<Trait> GUEST = Set.of(Trait.ACCOUNT, Trait.GUEST);

    private final PageBuilder page;
    private final ReadingSettings reading;
    private final Status existing;
    private int rows;
    private int leftOut;

    /** Makes records of users that exist, or of those that are deleted. */
    AccountRecords(PageBuilder page, ReadingSettings reading, Status existing) {
        this.page = page;
        this.reading = reading;
        this.existing = existing;
    }

    /** How many users the settings leave out. */
    int leftOut() {
        return leftOut;
    }

    /** How many objects Graph has sent, the malformed ones included. */
    int rows() {
        return rows;
    }

    @Override
    public void row(Row row) {
        rows++;
        String id = row.text(ID);
        if (id.isBlank()) {
            page.skipRow(EntraTypes.USER, "a user without id");
            return;
        }
        ResourceId key = new ResourceId(EntraTypes.USER, id);
        boolean guest = row.text("userType").equals("Guest");
        if (guest && !reading.guests()) {
            leftOut++;
            page.skip(key.text(), "guest", "the settings leave out guests");
            return;
        }
        page.add(new Resource(
                key,
                displayName(row, id),
                status(row),
                guest ? GUEST : MEMBER,
                Optional.empty(),
                row.attributes(NOT_ATTRIBUTES).build()));
        page.skipProblems(key.text(), row);
    }

    @Override
    public void notAnObject() {
        rows++;
        page.skipRow(EntraTypes.USER, "an entry of the page that is not an object");
    }

    private Status status(Row row) {
        if (existing == Status.DELETED) {
            return existing;
        }
        return row.flag(ACCOUNT_ENABLED, true) ? Status.ENABLED : Status.DISABLED;
    }

    private static String displayName(Row row, String id) {
        String name = row.text(DISPLAY_NAME);
        if (!name.isBlank()) {
            return name;
        }
        String principalName = row.text(USER_PRINCIPAL_NAME);
        return principalName.isBlank() ? id : principalName;
    }

    private static PropertyTable texts(String... names) {
        return PropertyTable.builder().add(TEXT, names).build();
    }

    private static PropertyTable extensionAttributes() {
        PropertyTable.Builder table = PropertyTable.builder();
        for (int number = 1; number <= 15; number++) {
            table.add(TEXT, "extensionAttribute" + number);
        }
        return table.build();
    }
}
