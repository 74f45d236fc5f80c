package dev.lanyard.entra.types;

import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of resource that records and grants of this connector name. */
public final class EntraTypes {

    /** Members and guests; read by the accounts stream. */
    public static final String USER = "user";

    /** Groups of every kind; read by the groups stream. */
    public static final String GROUP = "group";

    /** Enterprise applications and managed identities, read by streams of those names; their traits tell them apart. */
    public static final String SERVICE_PRINCIPAL = "service-principal";

    /** Registered and joined devices. */
    public static final String DEVICE = "device";

    /** Organizational contacts. */
    public static final String CONTACT = "contact";

    /** Anything else that Graph lets hold something, so that no grant is lost for want of a name. */
    public static final String DIRECTORY_OBJECT = "directory-object";

    /** App registrations; read by the credentials stream. */
    public static final String APPLICATION = "application";

    /** Secrets, certificates and federated credentials of app registrations and service principals. */
    public static final String CREDENTIAL = "credential";

    /** SCIM provisioning of an enterprise application. */
    public static final String PROVISIONING_JOB = "provisioning-job";

    /** Directory roles, built in and custom. */
    public static final String ROLE = "role";

    /** Subscribed products. */
    public static final String LICENCE = "licence";

    /** When a user has signed in. */
    public static final String SIGN_IN_ACTIVITY = "sign-in-activity";

    /** What a user's mailbox is for. */
    public static final String MAILBOX = "mailbox";

    /** The slug of having a role or licence. */
    public static final String ASSIGNED = "assigned";

    /** The slug of being allowed to use an application without any of its roles. */
    public static final String DEFAULT_ACCESS = "default-access";

    /** What the slug of an application's role begins with, before the role's id. */
    public static final String APP_ROLE_PREFIX = "role-";

    /** The slug of belonging to a group. */
    public static final String MEMBER = "member";

    /** The slug of owning a group. */
    public static final String OWNER = "owner";

    /** What can belong to a group. */
    public static final Set<String> MEMBER_TYPES =
            Set.of(USER, GROUP, SERVICE_PRINCIPAL, DEVICE, CONTACT, DIRECTORY_OBJECT);

    /** What can own a group. */
    public static final Set<String> OWNER_TYPES = Set.of(USER, SERVICE_PRINCIPAL, DIRECTORY_OBJECT);

    /** What can be assigned to an application or hold a directory role. */
    public static final Set<String> ASSIGNABLE_TYPES = Set.of(USER, GROUP, SERVICE_PRINCIPAL, DIRECTORY_OBJECT);

    /** What a licence can be assigned to. */
    public static final Set<String> LICENSABLE_TYPES = Set.of(USER, GROUP);

    /** The types of resource on which something can be held. */
    public static final Set<String> HAVE_HOLDERS = Set.of(GROUP, SERVICE_PRINCIPAL, ROLE, LICENCE);

    /** Types whose resources a stream reads; grants to all others are external. */
    private static final Set<String> READ_BY_A_STREAM = Set.of(USER, GROUP, SERVICE_PRINCIPAL);

    /** Graph's names, derived types included: an agent's user and identity are listed among users and principals. */
    private static final Map<String, String> BY_GRAPH_TYPE = Map.of(
            "#microsoft.graph.user", USER,
            "#microsoft.graph.agentUser", USER,
            "#microsoft.graph.group", GROUP,
            "#microsoft.graph.servicePrincipal", SERVICE_PRINCIPAL,
            "#microsoft.graph.agentIdentity", SERVICE_PRINCIPAL,
            "#microsoft.graph.agentIdentityBlueprintPrincipal", SERVICE_PRINCIPAL,
            "#microsoft.graph.device", DEVICE,
            "#microsoft.graph.orgContact", CONTACT);

    private static final List<ResourceTypeDescriptor> DESCRIPTORS = List.of(
            new ResourceTypeDescriptor(USER, "User", Set.of(Trait.ACCOUNT, Trait.GUEST), List.of()),
            new ResourceTypeDescriptor(
                    GROUP,
                    "Group",
                    Set.of(Trait.GROUP),
                    List.of(
                            new EntitlementDescriptor(MEMBER, "Member", Purpose.MEMBERSHIP, MEMBER_TYPES),
                            new EntitlementDescriptor(OWNER, "Owner", Purpose.OWNERSHIP, OWNER_TYPES))),
            new ResourceTypeDescriptor(
                    SERVICE_PRINCIPAL,
                    "Service principal",
                    Set.of(Trait.APPLICATION, Trait.WORKLOAD_IDENTITY),
                    List.of(
                            new EntitlementDescriptor(
                                    DEFAULT_ACCESS, "Default access", Purpose.ASSIGNMENT, ASSIGNABLE_TYPES),
                            new EntitlementDescriptor(OWNER, "Owner", Purpose.OWNERSHIP, OWNER_TYPES))),
            new ResourceTypeDescriptor(APPLICATION, "App registration", Set.of(), List.of()),
            new ResourceTypeDescriptor(CREDENTIAL, "Credential", Set.of(Trait.CREDENTIAL), List.of()),
            new ResourceTypeDescriptor(PROVISIONING_JOB, "Provisioning job", Set.of(), List.of()),
            new ResourceTypeDescriptor(
                    ROLE,
                    "Directory role",
                    Set.of(Trait.ROLE, Trait.PRIVILEGED),
                    List.of(new EntitlementDescriptor(ASSIGNED, "Assigned", Purpose.ASSIGNMENT, ASSIGNABLE_TYPES))),
            new ResourceTypeDescriptor(
                    LICENCE,
                    "Licence",
                    Set.of(Trait.LICENCE),
                    List.of(new EntitlementDescriptor(ASSIGNED, "Assigned", Purpose.ASSIGNMENT, LICENSABLE_TYPES))),
            new ResourceTypeDescriptor(SIGN_IN_ACTIVITY, "Sign-in activity", Set.of(), List.of()),
            new ResourceTypeDescriptor(MAILBOX, "Mailbox", Set.of(), List.of()),
            new ResourceTypeDescriptor(DEVICE, "Device", Set.of(), List.of()),
            new ResourceTypeDescriptor(CONTACT, "Organizational contact", Set.of(), List.of()),
            new ResourceTypeDescriptor(DIRECTORY_OBJECT, "Other directory object", Set.of(), List.of()));

    private EntraTypes() {}

    /**
     * Describes every type.
     *
     * @return unmodifiable
     */
    public static List<ResourceTypeDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    /**
     * Graph's names of the types that have a name of their own here.
     *
     * @return for example {@code #microsoft.graph.user}; unmodifiable
     */
    public static Set<String> graphTypes() {
        return BY_GRAPH_TYPE.keySet();
    }

    /**
     * The type of an object.
     *
     * @param graphType Graph's name, for example {@code #microsoft.graph.user}
     * @return the id of the resource type; {@link #DIRECTORY_OBJECT} for a name not known here
     */
    public static String ofGraphType(String graphType) {
        return BY_GRAPH_TYPE.getOrDefault(graphType, DIRECTORY_OBJECT);
    }

    /**
     * Whether no stream reads resources of a type.
     *
     * @param type the id of a resource type
     * @return whether grants to it are external
     */
    public static boolean isExternal(String type) {
        return !READ_BY_A_STREAM.contains(type);
    }
}
