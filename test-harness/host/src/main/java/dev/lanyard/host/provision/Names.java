package dev.lanyard.host.provision;

import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import java.util.Set;

/** Finds out which resources and entitlements a person means. */
public interface Names {

    /**
     * Finds a resource.
     *
     * @param text a key, or a name
     * @param types the ids of the types that it may have
     * @return the only one that is meant
     * @throws dev.lanyard.host.HostException if there is none, or more than one
     */
    ResourceId resource(String text, Set<String> types);

    /**
     * Finds an entitlement.
     *
     * @param text a key, or the name of a resource, with a slug where it has several
     * @return the only one that is meant
     * @throws dev.lanyard.host.HostException if there is none, or more than one
     */
    EntitlementId entitlement(String text);
}
