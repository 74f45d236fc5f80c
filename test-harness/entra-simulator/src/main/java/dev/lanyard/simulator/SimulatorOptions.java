package dev.lanyard.simulator;

import dev.lanyard.simulator.tenant.TenantShape;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * How to start a simulator: by default a small tenant on any free port, with a random client secret and a token that
 * carries every permission needed to read.
 */
public final class SimulatorOptions {

    private static final List<String> READ_EVERYTHING = List.of(
            "User.Read.All",
            "Group.Read.All",
            "GroupMember.Read.All",
            "Member.Read.Hidden",
            "Application.Read.All",
            "Device.Read.All",
            "OrgContact.Read.All",
            "Organization.Read.All",
            "Directory.Read.All",
            "User-LifeCycleInfo.Read.All",
            "AuditLog.Read.All",
            "Synchronization.Read.All",
            "RoleManagement.Read.Directory",
            "RoleAssignmentSchedule.Read.Directory",
            "RoleEligibilitySchedule.Read.Directory",
            "PrivilegedAssignmentSchedule.Read.AzureADGroup",
            "PrivilegedEligibilitySchedule.Read.AzureADGroup",
            "LicenseAssignment.Read.All",
            "MailboxSettings.Read");

    private static final List<String> WRITE_EVERYTHING = List.of(
            "User.ReadWrite.All",
            "User.DeleteRestore.All",
            "User.EnableDisableAccount.All",
            "User-PasswordProfile.ReadWrite.All",
            "User-LifeCycleInfo.ReadWrite.All",
            "User.RevokeSessions.All",
            "User.Invite.All",
            "UserAuthenticationMethod.ReadWrite.All",
            "Group.Create",
            "Group.ReadWrite.All",
            "GroupMember.ReadWrite.All",
            "Application.ReadWrite.All",
            "AppRoleAssignment.ReadWrite.All",
            "Synchronization.ReadWrite.All",
            "RoleManagement.ReadWrite.Directory",
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleEligibilitySchedule.ReadWrite.Directory",
            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
            "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
            "LicenseAssignment.ReadWrite.All",
            "Exchange.ManageAsApp");

    private final TenantShape shape;
    private final int port;
    private final String clientSecret;
    private final List<String> roles;

    private SimulatorOptions(TenantShape shape, int port, String clientSecret, List<String> roles) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, where 0 means any free one");
        }
        if (clientSecret.isEmpty()) {
            throw new IllegalArgumentException("the client secret must not be empty");
        }
        this.shape = shape;
        this.port = port;
        this.clientSecret = clientSecret;
        this.roles = List.copyOf(roles);
    }

    /** A {@linkplain TenantShape#SMALL small} tenant. */
    public static SimulatorOptions defaults() {
        return of(TenantShape.SMALL);
    }

    /** A tenant of this shape. */
    public static SimulatorOptions of(TenantShape shape) {
        return new SimulatorOptions(shape, 0, randomSecret(), READ_EVERYTHING);
    }

    /** Listens on this port; 0 means any free one. */
    public SimulatorOptions withPort(int otherPort) {
        return new SimulatorOptions(shape, otherPort, clientSecret, roles);
    }

    /** Takes this client secret, so that a test can look for it afterwards. */
    public SimulatorOptions withClientSecret(String otherSecret) {
        return new SimulatorOptions(shape, port, otherSecret, roles);
    }

    /** Tokens carry these application permissions. */
    public SimulatorOptions withRoles(List<String> otherRoles) {
        return new SimulatorOptions(shape, port, clientSecret, otherRoles);
    }

    /** Tokens also carry every permission needed to write. */
    public SimulatorOptions thatWrites() {
        List<String> more = new ArrayList<>(roles);
        more.addAll(WRITE_EVERYTHING);
        return withRoles(more);
    }

    TenantShape shape() {
        return shape;
    }

    int port() {
        return port;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** The permissions that tokens carry at first. */
    public List<String> roles() {
        return roles;
    }

    private static String randomSecret() {
        byte[] random = new byte[30];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Everything but the secret. */
    @Override
    public String toString() {
        return "SimulatorOptions[shape=" + shape + ", port=" + port + ", roles=" + roles + "]";
    }
}
