package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.FLAG;
import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;
import static dev.lanyard.entra.rows.ValueReaders.listOf;
import static dev.lanyard.entra.rows.ValueReaders.structureOf;

import com.microsoft.graph.serviceprincipals.item.ServicePrincipalItemRequestBuilder;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import java.util.Set;

/** How this connector asks for service principals: always in the same way, so that one walk serves several streams. */
final class PrincipalQueries {

    static final String ID = "id";
    static final String DISPLAY_NAME = "displayName";
    static final String ACCOUNT_ENABLED = "accountEnabled";
    static final String TYPE = "servicePrincipalType";
    static final String MANAGED_IDENTITY = "ManagedIdentity";
    static final String APP_ROLES = "appRoles";
    static final String ASSIGNED_TO = "appRoleAssignedTo";
    static final String ALTERNATIVE_NAMES = "alternativeNames";
    static final String TAGS = "tags";

    /** Graph expands no more than this, and does not say whether there is more. */
    static final int MOST_EXPANDED = 20;

    /** The page that a single list is read in. */
    static final int WHOLE_PAGE = 999;

    private static final PropertyTable ROLE = PropertyTable.builder()
            .add(TEXT, ID, DISPLAY_NAME, "value")
            .add(FLAG, "isEnabled")
            .add(TEXTS, "allowedMemberTypes")
            .build();

    static final PropertyTable ASSIGNMENT = PropertyTable.builder()
            .add(TEXT, ID, "principalId", "principalType", "appRoleId", "resourceId")
            .add(TIME, "createdDateTime")
            .build();

    /** What is read of a service principal and of who is assigned to it. */
    static final PropertyTable TABLE = PropertyTable.builder()
            .add(TEXT, ID, DISPLAY_NAME, TYPE, "appId", "appDisplayName", "appOwnerOrganizationId", "description")
            .add(TEXT, "homepage", "loginUrl", "preferredSingleSignOnMode", "signInAudience")
            .add(TEXTS, ALTERNATIVE_NAMES, "notificationEmailAddresses", "replyUrls", "servicePrincipalNames", TAGS)
            .add(FLAG, ACCOUNT_ENABLED, "appRoleAssignmentRequired")
            .add(
                    structureOf(PropertyTable.builder()
                            .add(TEXT, DISPLAY_NAME, "verifiedPublisherId")
                            .add(TIME, "addedDateTime")
                            .build()),
                    "verifiedPublisher")
            .add(listOf(structureOf(ROLE)), APP_ROLES)
            .add(listOf(structureOf(Credentials.KEY)), Credentials.KEYS)
            .add(listOf(structureOf(Credentials.PASSWORD)), Credentials.PASSWORDS)
            .add(listOf(structureOf(ASSIGNMENT)), ASSIGNED_TO)
            .build();

    static final PageReader READER = new PageReader("service principals", TABLE, Set.of("owners"));

    private static final String[] SELECTED =
            TABLE.names().stream().filter(name -> !name.equals(ASSIGNED_TO)).toArray(String[]::new);

    private final GraphDoor door;

    PrincipalQueries(GraphDoor door) {
        this.door = door;
    }

    /** The first page of all service principals, each with the first of those who are assigned to it. */
    RequestInformation list(int pageSize) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.top = pageSize;
            request.queryParameters.select = SELECTED;
            request.queryParameters.expand = new String[] {ASSIGNED_TO};
        });
    }

    /** The first page of all service principals, each with the first of its owners. */
    RequestInformation owners(int pageSize) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.top = pageSize;
            request.queryParameters.select = new String[] {ID, TYPE};
            request.queryParameters.expand = new String[] {"owners($select=id)"};
        });
    }

    /** One service principal, without who is assigned to it. */
    RequestInformation one(String id) {
        return item(id).toGetRequestInformation(request -> request.queryParameters.select = SELECTED);
    }

    /** Some service principals, each with the first of those who are assigned to it. */
    RequestInformation some(String filter) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = SELECTED;
            request.queryParameters.expand = new String[] {ASSIGNED_TO};
        });
    }

    /** Some service principals, each with the first of its owners. */
    RequestInformation ownersOfSome(String filter) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {ID, TYPE};
            request.queryParameters.expand = new String[] {"owners($select=id)"};
        });
    }

    RequestInformation assignedTo(String id) {
        return item(id).appRoleAssignedTo()
                .toGetRequestInformation(request -> request.queryParameters.top = WHOLE_PAGE);
    }

    RequestInformation ownersOf(String id) {
        return item(id).owners().toGetRequestInformation(request -> {
            request.queryParameters.top = WHOLE_PAGE;
            request.queryParameters.select = new String[] {ID};
        });
    }

    /** Some service principals, each with its federated credentials, of which it can have twenty at the most. */
    RequestInformation federatedCredentialsOfSome(String filter) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = new String[] {ID};
            request.queryParameters.expand = new String[] {Credentials.FEDERATED};
        });
    }

    RequestInformation jobs(String id) {
        return item(id).synchronization().jobs().toGetRequestInformation();
    }

    /** Which service principals change; who is assigned to them is not among what Graph tells. */
    RequestInformation delta() {
        return requests()
                .servicePrincipals()
                .delta()
                .toGetRequestInformation(request -> request.queryParameters.select = SELECTED);
    }

    RequestInformation probe() {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {ID};
        });
    }

    /** One service principal that has a tag, if there is any. */
    RequestInformation firstTagged(String tag) {
        return requests().servicePrincipals().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.filter = "tags/any(tag:tag eq '" + tag + "')";
            request.queryParameters.select = new String[] {ID};
        });
    }

    private ServicePrincipalItemRequestBuilder item(String id) {
        return requests().servicePrincipals().byServicePrincipalId(id);
    }

    private GraphRequests requests() {
        return door.requests();
    }
}
