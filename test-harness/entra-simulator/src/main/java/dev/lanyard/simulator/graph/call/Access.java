package dev.lanyard.simulator.graph.call;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a token lets its bearer do.
 *
 * @param roles the application permissions in the token
 * @param directoryRoles the template ids of the directory roles in the token
 */
public record Access(Set<String> roles, Set<String> directoryRoles) {

    /** Whether one of these permissions is in the token. */
    public boolean hasOneOf(Set<String> permissions) {
        return !Collections.disjoint(roles, permissions);
    }

    /** Refuses the call unless one of these permissions is in the token; none needed means any token will do. */
    public void require(Set<String> permissions) {
        if (!permissions.isEmpty() && !hasOneOf(permissions)) {
            throw GraphException.denied();
        }
    }

    /** Whether more than type and id of such objects may be seen. */
    public boolean canRead(ObjectType type) {
        return !type.isDirectoryObject() || hasOneOf(Permissions.toRead(type));
    }

    /** Refuses properties that need a permission which the token lacks. */
    public void requireReadable(ObjectType type, List<Property> properties) {
        boolean basicOnly = type == ObjectType.USER && !hasOneOf(Permissions.READ_USERS);
        for (Property property : properties) {
            String permission = property.permission();
            if (permission != null && !roles.contains(permission)) {
                throw GraphException.denied();
            }
            if (basicOnly && !property.is(Property.Trait.BASIC)) {
                throw GraphException.denied();
            }
        }
    }

    /** Whether the members of this group may be seen; some groups hide theirs. */
    public boolean seesMembers(DirectoryObject group) {
        return group.type() != ObjectType.GROUP
                || !"HiddenMembership".equals(group.text("visibility"))
                || hasOneOf(Permissions.READ_HIDDEN_MEMBERS);
    }
}
