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
    /** It is bought, and counted. */
    LICENCE,
    /** Software signs in with it. */
    WORKLOAD_IDENTITY,
    /** It proves who someone is, and expires. */
    CREDENTIAL
}
