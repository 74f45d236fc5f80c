package dev.lanyard.entra.sync;

import dev.lanyard.simulator.tenant.TenantShape;
import java.util.List;

/** The pages that are measured. The simulator chooses how long a page of a delta query is; it takes no size. */
public enum MeasuredPage {
    /** 999 users with their managers. */
    USERS("accounts", new TenantShape(3_000, 600, 6_000, 7), List.of()),

    /** Groups by delta query, the greater part of them the members that a group brings along. */
    GROUPS_BY_DELTA("groups", new TenantShape(3_000, 600, 6_000, 7), List.of()),

    /** 999 groups as a list, each with up to twenty members expanded; read where there is no delta query. */
    GROUPS_LISTED("groups", new TenantShape(3_000, 2_400, 24_000, 7), List.of("delta"));

    private final String stream;
    private final TenantShape shape;
    private final List<String> refused;

    MeasuredPage(String stream, TenantShape shape, List<String> refused) {
        this.stream = stream;
        this.shape = shape;
        this.refused = refused;
    }

    /** The stream that reads the page. */
    String stream() {
        return stream;
    }

    /** A tenant that has more than one page of them. */
    TenantShape shape() {
        return shape;
    }

    /** Requests that the tenant does not offer, so that the page is read in this way. */
    List<String> refused() {
        return refused;
    }
}
