package dev.lanyard.simulator.tenant;

/** The links between directory objects that change over time. */
public enum Link {
    MEMBERS("members"),
    OWNERS("owners"),
    MANAGER("manager");

    private final String graphName;

    Link(String graphName) {
        this.graphName = graphName;
    }

    /** The navigation property's name as Graph spells it. */
    public String graphName() {
        return graphName;
    }
}
