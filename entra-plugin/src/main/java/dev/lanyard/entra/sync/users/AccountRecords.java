package dev.lanyard.entra.sync.users;

import static dev.lanyard.entra.sync.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.sync.rows.ValueReaders.REFERENCE;
import static dev.lanyard.entra.sync.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.sync.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.sync.rows.ValueReaders.TIME;
import static dev.lanyard.entra.sync.rows.ValueReaders.listOf;
import static dev.lanyard.entra.sync.rows.ValueReaders.structureOf;

import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.rows.PropertyTable;
import dev.lanyard.entra.sync.rows.ProvisioningErrors;
import dev.lanyard.entra.sync.rows.Row;
import dev.lanyard.entra.sync.rows.RowVisitor;
import dev.lanyard.entra.sync.types.EntraTypes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.util.List;
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
    static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, ID, DISPLAY_NAME, USER_PRINCIPAL_NAME, "givenName", "surname", "mail", "mailNickname")
            .add(FLAG, ACCOUNT_ENABLED)
            .add(TEXTS, "proxyAddresses", "otherMails", "imAddresses", "businessPhones")
            .add(TEXT, "mobilePhone", "faxNumber", "jobTitle", "department", "companyName", "officeLocation")
            .add(TEXT, "streetAddress", "city", "state", "postalCode", "country", "usageLocation", "preferredLanguage")
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
            .add(structureOf(EXTENSION_ATTRIBUTES), "onPremisesExtensionAttributes")
            .add(listOf(structureOf(ProvisioningErrors.TABLE)), "onPremisesProvisioningErrors")
            .add(REFERENCE, MANAGER)
            .build();

    /** What a request selects: everything but the manager, which it expands. */
    static final List<String> SELECTED =
            TABLE.names().stream().filter(name -> !name.equals(MANAGER)).toList();

    /** These have a place of their own in the record. */
    private static final Set<String> NOT_ATTRIBUTES = Set.of(ID, DISPLAY_NAME, ACCOUNT_ENABLED);

    private static final Set<Trait> TRAITS = Set.of(Trait.ACCOUNT);

    private final PageBuilder page;
    private int rows;

    AccountRecords(PageBuilder page) {
        this.page = page;
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
        page.add(new Resource(
                key,
                displayName(row, id),
                row.flag(ACCOUNT_ENABLED, true) ? Status.ENABLED : Status.DISABLED,
                TRAITS,
                Optional.empty(),
                row.attributes(NOT_ATTRIBUTES).build()));
        page.skipProblems(key.text(), row);
    }

    @Override
    public void notAnObject() {
        rows++;
        page.skipRow(EntraTypes.USER, "an entry of the page that is not an object");
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
