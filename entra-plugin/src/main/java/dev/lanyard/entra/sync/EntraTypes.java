package dev.lanyard.entra.sync;

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

    /** Applications and managed identities as they appear in the tenant. */
    public static final String SERVICE_PRINCIPAL = "service-principal";

    /** Registered and joined devices. */
    public static final String DEVICE = "device";

    /** Organizational contacts. */
    public static final String CONTACT = "contact";

    /** Anything else that Graph lets hold something, so that no grant is lost for want of a name. */
    public static final String DIRECTORY_OBJECT = "directory-object";

    /** The slug of belonging to a group. */
    public static final String MEMBER = "member";

    /** The slug of owning a group. */
    public static final String OWNER = "owner";

    /** What can belong to a group. */
    static final Set<String> MEMBER_TYPES = Set.of(USER, GROUP, SERVICE_PRINCIPAL, DEVICE, CONTACT, DIRECTORY_OBJECT);

    /** What can own a group. */
    static final Set<String> OWNER_TYPES = Set.of(USER, SERVICE_PRINCIPAL, DIRECTORY_OBJECT);

    /** Types whose resources a stream reads; grants to all others are external. */
    private static final Set<String> READ_BY_A_STREAM = Set.of(USER, GROUP);

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
            new ResourceTypeDescriptor(USER, "User", Set.of(Trait.ACCOUNT), List.of()),
            new ResourceTypeDescriptor(
                    GROUP,
                    "Group",
                    Set.of(Trait.GROUP),
                    List.of(
                            new EntitlementDescriptor(MEMBER, "Member", Purpose.MEMBERSHIP, MEMBER_TYPES),
                            new EntitlementDescriptor(OWNER, "Owner", Purpose.OWNERSHIP, OWNER_TYPES))),
            new ResourceTypeDescriptor(
                    SERVICE_PRINCIPAL, "Service principal", Set.of(Trait.WORKLOAD_IDENTITY), List.of()),
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

    /** The type of an object that Graph calls by this name; {@link #DIRECTORY_OBJECT} for a name not known here. */
    static String ofGraphType(String graphType) {
        return BY_GRAPH_TYPE.getOrDefault(graphType, DIRECTORY_OBJECT);
    }

    /** Whether no stream reads resources of a type. */
    static boolean isExternal(String type) {
        return !READ_BY_A_STREAM.contains(type);
    }
}
