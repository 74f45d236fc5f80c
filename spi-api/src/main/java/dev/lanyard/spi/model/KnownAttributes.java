package dev.lanyard.spi.model;

/**
 * Names of attributes that mean the same in every connector. Everything else stands under the system's own names; these
 * stand beside it, so that a platform can tell what expires and what is left over without knowing the system. A
 * connector that does not know a value leaves it out.
 */
public final class KnownAttributes {

    /** When a credential ceases to prove anything: a {@link AttributeValue.Time}; absent where it never does. */
    public static final String EXPIRES = "expires";

    /** How many units of a licence can be assigned at all: a {@link AttributeValue.Whole}. */
    public static final String UNITS_BOUGHT = "unitsBought";

    /** How many units of a licence are assigned, as the system counts them: a {@link AttributeValue.Whole}. */
    public static final String UNITS_USED = "unitsUsed";

    private KnownAttributes() {}
}
