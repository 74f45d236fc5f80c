package dev.lanyard.simulator.login;

import java.util.Set;

/**
 * What a token says that its bearer may do.
 *
 * @param permissions the application permissions (roles), or those delegated by a person (scp)
 * @param directoryRoles the template ids of the directory roles
 */
public record Grants(Set<String> permissions, Set<String> directoryRoles) {}
