package dev.lanyard.spi.provision;

import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What should be so afterwards: one of a closed set. Immutable, and without any secret but a supplied password. */
public sealed interface Change {

    /**
     * What this change does.
     *
     * @return the kind
     */
    ChangeKind kind();

    /**
     * The type of the resource that this is about; for a grant, of the one on which the entitlement is.
     *
     * @return the id of the type, or empty for an action that takes no resource
     */
    Optional<String> resourceType();

    /**
     * The entitlement that this gives or takes.
     *
     * @return the entitlement, or empty for a change of another kind
     */
    default Optional<EntitlementId> entitlement() {
        return Optional.empty();
    }

    /**
     * In which way the entitlement is given or taken.
     *
     * @return the holding of the grant, and {@link Holding#TEMPORARY} for one in force that is given with an end; empty
     *     for a change of another kind
     */
    default Optional<Holding> holding() {
        return Optional.empty();
    }

    /**
     * Names what this is about, to be shown and to be compared.
     *
     * @return the key of a grant or resource; for an action its id and the key of its target
     */
    String subject();

    /**
     * Makes a resource.
     *
     * @param type the id of its type
     * @param attributes what it should be like, under the names that its {@code ChangeDescriptor} gives
     * @param password where its password comes from, or empty for a type that has none
     */
    record CreateResource(String type, Attributes attributes, Optional<PasswordChoice> password) implements Change {
        /** Refuses null. */
        public CreateResource {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(attributes, "attributes");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.CREATE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(type);
        }

        @Override
        public String subject() {
            return "new " + type;
        }
    }

    /**
     * Changes the attributes that it names, and no other.
     *
     * @param resource which
     * @param set the attributes to set
     * @param clear the names of attributes to take away; none that is set as well
     */
    record UpdateResource(ResourceId resource, Attributes set, Set<String> clear) implements Change {
        /** Keeps a sorted copy, and refuses a name that is both set and cleared. */
        public UpdateResource {
            Objects.requireNonNull(resource, "resource");
            Objects.requireNonNull(set, "set");
            clear = Collections.unmodifiableSet(new TreeSet<>(clear));
            for (String name : clear) {
                if (set.get(name).isPresent()) {
                    throw new IllegalArgumentException("the attribute '" + name + "' is both set and cleared");
                }
            }
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.UPDATE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(resource.type());
        }

        @Override
        public String subject() {
            return resource.text();
        }
    }

    /**
     * Switches a resource on or off.
     *
     * @param resource which
     * @param enabled true for on
     */
    record SetEnabled(ResourceId resource, boolean enabled) implements Change {
        /** Refuses null. */
        public SetEnabled {
            Objects.requireNonNull(resource, "resource");
        }

        @Override
        public ChangeKind kind() {
            return enabled ? ChangeKind.ENABLE : ChangeKind.DISABLE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(resource.type());
        }

        @Override
        public String subject() {
            return resource.text();
        }
    }

    /**
     * Deletes a resource.
     *
     * @param resource which
     * @param forGood whether it must not be possible to restore it
     */
    record DeleteResource(ResourceId resource, boolean forGood) implements Change {
        /** Refuses null. */
        public DeleteResource {
            Objects.requireNonNull(resource, "resource");
        }

        @Override
        public ChangeKind kind() {
            return forGood ? ChangeKind.PURGE : ChangeKind.DELETE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(resource.type());
        }

        @Override
        public String subject() {
            return resource.text();
        }
    }

    /**
     * Brings a deleted resource back.
     *
     * @param resource which
     */
    record RestoreResource(ResourceId resource) implements Change {
        /** Refuses null. */
        public RestoreResource {
            Objects.requireNonNull(resource, "resource");
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.RESTORE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(resource.type());
        }

        @Override
        public String subject() {
            return resource.text();
        }
    }

    /**
     * Gives a principal an entitlement.
     *
     * @param grant who should have what, and how; without {@code through}
     * @param validity from when until when
     * @param options what else the system wants to know, under the names that the {@code ChangeDescriptor} gives
     * @param justification why, in words that the system keeps where it can, or empty
     */
    record GrantAccess(GrantKey grant, Validity validity, Attributes options, Optional<String> justification)
            implements Change {
        /** Refuses null, and what only another grant can pass on. */
        public GrantAccess {
            requireDirect(grant);
            Objects.requireNonNull(validity, "validity");
            Objects.requireNonNull(options, "options");
            Objects.requireNonNull(justification, "justification");
        }

        /**
         * For good, without options or justification.
         *
         * @param grant who should have what
         */
        public GrantAccess(GrantKey grant) {
            this(grant, Validity.PERMANENT, Attributes.NONE, Optional.empty());
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.GRANT;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(grant.entitlement().resource().type());
        }

        @Override
        public Optional<EntitlementId> entitlement() {
            return Optional.of(grant.entitlement());
        }

        @Override
        public Optional<Holding> holding() {
            boolean ends = grant.holding() == Holding.ACTIVE && validity.until().isPresent();
            return Optional.of(ends ? Holding.TEMPORARY : grant.holding());
        }

        @Override
        public String subject() {
            return grant.text();
        }
    }

    /**
     * Takes an entitlement from a principal.
     *
     * @param grant who should no longer have what; without {@code through}
     * @param justification why, in words that the system keeps where it can, or empty
     */
    record RevokeAccess(GrantKey grant, Optional<String> justification) implements Change {
        /** Refuses null, and what only another grant can pass on. */
        public RevokeAccess {
            requireDirect(grant);
            Objects.requireNonNull(justification, "justification");
        }

        /**
         * Without justification.
         *
         * @param grant who should no longer have what
         */
        public RevokeAccess(GrantKey grant) {
            this(grant, Optional.empty());
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.REVOKE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(grant.entitlement().resource().type());
        }

        @Override
        public Optional<EntitlementId> entitlement() {
            return Optional.of(grant.entitlement());
        }

        @Override
        public Optional<Holding> holding() {
            return Optional.of(grant.holding());
        }

        @Override
        public String subject() {
            return grant.text();
        }
    }

    /**
     * Puts a new secret in the place of an old one: the password of an account, or a credential of an application.
     *
     * @param resource whose secret, or the credential itself
     * @param password where the new one comes from
     */
    record RotateCredential(ResourceId resource, PasswordChoice password) implements Change {
        /** Refuses null. */
        public RotateCredential {
            Objects.requireNonNull(resource, "resource");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.ROTATE;
        }

        @Override
        public Optional<String> resourceType() {
            return Optional.of(resource.type());
        }

        @Override
        public String subject() {
            return resource.text();
        }
    }

    /**
     * Runs one of the connector's actions.
     *
     * @param action the id of the action
     * @param target what to run it on, or empty if it takes nothing
     * @param arguments text by name, as the action's schema declares them
     */
    record RunAction(String action, Optional<ResourceId> target, Map<String, String> arguments) implements Change {
        /** Keeps a sorted copy. */
        public RunAction {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(target, "target");
            arguments = Collections.unmodifiableMap(new TreeMap<>(arguments));
        }

        @Override
        public ChangeKind kind() {
            return ChangeKind.ACTION;
        }

        @Override
        public Optional<String> resourceType() {
            return target.map(ResourceId::type);
        }

        @Override
        public String subject() {
            return action + target.map(id -> " " + id.text()).orElse("");
        }
    }

    private static void requireDirect(GrantKey grant) {
        if (grant.through().isPresent()) {
            throw new IllegalArgumentException("what passes on " + grant.text() + " has to be changed, not this grant");
        }
    }
}
