package dev.lanyard.entra.graph;

import dev.lanyard.spi.sync.ReadCost;

/** Adds up what the attempts for one page cost, failed ones included. For one thread. */
final class RunningCost {

    private ReadCost sum = ReadCost.FREE;

    void add(int requests, long resourceUnits) {
        sum = sum.plus(new ReadCost(requests, resourceUnits));
    }

    ReadCost sum() {
        return sum;
    }
}
