package dev.lanyard.spi.model;

/** What it means to have an entitlement. */
public enum Purpose {
    /** To belong to the resource. */
    MEMBERSHIP,
    /** To be responsible for the resource. */
    OWNERSHIP,
    /** To be allowed to use the resource. */
    ASSIGNMENT
}
