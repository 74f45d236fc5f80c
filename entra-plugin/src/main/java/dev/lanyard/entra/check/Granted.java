package dev.lanyard.entra.check;

import dev.lanyard.entra.auth.TokenClaims;
import dev.lanyard.entra.config.DirectoryRole;
import dev.lanyard.entra.config.ExchangePermissions;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the connector may do, as its tokens tell.
 *
 * @param graph the claims of the token for Graph
 * @param exchange the claims of the token for Exchange, or empty if there is none
 * @param withoutExchange why there is none although Exchange is switched on
 */
record Granted(TokenClaims graph, Optional<TokenClaims> exchange, Optional<ConnectorException> withoutExchange) {

    /** Whether it has one of the permissions that would do; empty if the token does not tell, or there is none. */
    Optional<Boolean> has(Permission permission) {
        return permissions(permission).map(names -> permission.anyOf().stream().anyMatch(names::contains));
    }

    private Optional<Set<String>> permissions(Permission permission) {
        return isOfExchange(permission) ? exchange.flatMap(TokenClaims::permissions) : graph.permissions();
    }

    /** Why it is not known whether it has this permission, where that is known. */
    Optional<ConnectorException> unknownBecause(Permission permission) {
        return isOfExchange(permission) ? withoutExchange : Optional.empty();
    }

    /** Whether a permission is of Exchange's API, and not of Graph. */
    static boolean isOfExchange(Permission permission) {
        return permission.anyOf().equals(ExchangePermissions.MANAGE.anyOf());
    }

    /** The names of all permissions; empty if they are not known. */
    Optional<Set<String>> names() {
        return graph.permissions().map(ofGraph -> {
            Set<String> all = new TreeSet<>(ofGraph);
            exchange.flatMap(TokenClaims::permissions).ifPresent(all::addAll);
            return all;
        });
    }

    /** Whether it has one of these directory roles; empty if there are none or the token does not tell. */
    Optional<Boolean> isOneOf(List<String> roles) {
        return roles.isEmpty()
                ? Optional.empty()
                : graph.directoryRoles().map(held -> DirectoryRole.isOneOf(roles, held));
    }
}
