package dev.lanyard.spi.model;

/** What a resource is to a platform that knows nothing of the system it comes from. */
public enum Trait {
    /** Someone or something signs in with it. */
    ACCOUNT,
    /** It gathers principals. */
    GROUP,
    /** People work with it. */
    APPLICATION,
    /** It stands for a set of rights. */
    ROLE,
    /** It is bought and counted: {@link KnownAttributes#UNITS_BOUGHT}, {@link KnownAttributes#UNITS_USED}. */
    LICENCE,
    /** Software signs in with it. */
    WORKLOAD_IDENTITY,
    /** It proves who someone is, and expires: when, says {@link KnownAttributes#EXPIRES}. */
    CREDENTIAL,
    /** An account of someone from outside, let in as a guest; only beside {@link #ACCOUNT}. */
    GUEST,
    /**
     * Whoever has it can change what others have, act as others, or see what protects the system. A connector gives it
     * where the system, or its maker, says so; its absence says nothing of what an administrator has put together.
     */
    PRIVILEGED
}
