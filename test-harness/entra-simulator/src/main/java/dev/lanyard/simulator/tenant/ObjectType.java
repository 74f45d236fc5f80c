package dev.lanyard.simulator.tenant;

import java.util.Optional;

/** The types of object that a tenant holds: directory objects, and what is kept beside the directory. */
public enum ObjectType {
    USER("user"),
    GROUP("group"),
    SERVICE_PRINCIPAL("servicePrincipal"),
    DEVICE("device"),
    ORG_CONTACT("orgContact"),
    APPLICATION("application"),
    ORGANIZATION("organization"),
    APP_ROLE_ASSIGNMENT("appRoleAssignment", false),
    FEDERATED_CREDENTIAL("federatedIdentityCredential", false),
    SYNCHRONIZATION_JOB("synchronizationJob", false),
    ROLE_DEFINITION("unifiedRoleDefinition", false),
    ROLE_ASSIGNMENT("unifiedRoleAssignment", false),
    ROLE_ASSIGNMENT_INSTANCE("unifiedRoleAssignmentScheduleInstance", false),
    ROLE_ELIGIBILITY_INSTANCE("unifiedRoleEligibilityScheduleInstance", false),
    ROLE_POLICY_ASSIGNMENT("unifiedRoleManagementPolicyAssignment", false),
    GROUP_ASSIGNMENT_INSTANCE("privilegedAccessGroupAssignmentScheduleInstance", false),
    GROUP_ELIGIBILITY_INSTANCE("privilegedAccessGroupEligibilityScheduleInstance", false),
    SUBSCRIBED_SKU("subscribedSku", false),
    PHONE_METHOD("phoneAuthenticationMethod", false),
    EMAIL_METHOD("emailAuthenticationMethod", false),
    AUTHENTICATOR_METHOD("microsoftAuthenticatorAuthenticationMethod", false),
    FIDO2_METHOD("fido2AuthenticationMethod", false),
    SOFTWARE_OATH_METHOD("softwareOathAuthenticationMethod", false),
    WINDOWS_HELLO_METHOD("windowsHelloForBusinessAuthenticationMethod", false),
    TEMPORARY_PASS_METHOD("temporaryAccessPassAuthenticationMethod", false);

    private final String graphName;
    private final boolean directoryObject;
    // A table never changes once it is read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final PropertyTable properties;

    ObjectType(String graphName) {
        this(graphName, true);
    }

    ObjectType(String graphName, boolean directoryObject) {
        this.graphName = graphName;
        this.directoryObject = directoryObject;
        this.properties = PropertyTable.read(graphName);
    }

    /** The name as Graph spells it, such as {@code orgContact}. */
    public String graphName() {
        return graphName;
    }

    /** Whether it is a directory object, which can be a member, an owner or be found by its id alone. */
    public boolean isDirectoryObject() {
        return directoryObject;
    }

    /** The value of {@code @odata.type}, such as {@code #microsoft.graph.orgContact}. */
    public String odataType() {
        return "#microsoft.graph." + graphName;
    }

    /** What Graph knows of the type. */
    public PropertyTable properties() {
        return properties;
    }

    /** The type of this Graph name, if a tenant holds such objects. */
    public static Optional<ObjectType> named(String graphName) {
        for (ObjectType type : values()) {
            if (type.directoryObject && type.graphName.equalsIgnoreCase(graphName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
