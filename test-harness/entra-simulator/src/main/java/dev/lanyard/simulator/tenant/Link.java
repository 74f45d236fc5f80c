package dev.lanyard.simulator.tenant;

/** The links between objects that change over time. */
public enum Link {
    MEMBERS("members"),
    OWNERS("owners"),
    MANAGER("manager"),
    /** From what has app roles to the assignments of them. */
    ASSIGNED_TO("appRoleAssignedTo"),
    /** From who has app roles to the assignments of them. */
    ASSIGNMENTS("appRoleAssignments"),
    FEDERATED_CREDENTIALS("federatedIdentityCredentials"),
    JOBS("jobs"),
    /** From a distribution group to those who manage it in Exchange, which Graph does not tell. */
    MANAGED_BY("managedBy"),
    /** From a user to the ways to sign in, without the password, which everyone has. */
    AUTHENTICATION_METHODS("methods");

    private final String graphName;

    Link(String graphName) {
        this.graphName = graphName;
    }

    /** The navigation property's name as Graph spells it. */
    public String graphName() {
        return graphName;
    }
}
