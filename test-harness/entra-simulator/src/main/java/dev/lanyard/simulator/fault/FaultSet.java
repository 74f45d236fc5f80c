package dev.lanyard.simulator.fault;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The faults in force; safe for use by many threads. With one caller at a time the same seed hits the same calls. */
public final class FaultSet {

    private static final class Armed {
        private final Fault fault;
        private int toSkip;
        private long left;

        Armed(Fault fault) {
            Integer skip = fault.skip();
            Integer count = fault.count();
            this.fault = fault;
            this.toSkip = skip == null ? 0 : skip;
            this.left = count == null ? Long.MAX_VALUE : count;
        }
    }

    private final SplittableRandom random;
    private List<Armed> armed = List.of();

    /** No faults at first. */
    public FaultSet(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Puts these faults in place of all earlier ones. */
    public synchronized void replace(List<Fault> faults) {
        armed = faults.stream().map(Armed::new).toList();
    }

    /** The faults as they were set. */
    public synchronized List<Fault> faults() {
        return armed.stream().map(each -> each.fault).toList();
    }

    /** What goes wrong with this call, if anything: the first fault that hits it. */
    public synchronized Optional<Fault> next(String endpoint) {
        for (Armed each : armed) {
            if (each.left > 0 && each.fault.matches(endpoint)) {
                if (each.toSkip > 0) {
                    each.toSkip--;
                } else if (hits(each.fault)) {
                    each.left--;
                    return Optional.of(each.fault);
                }
            }
        }
        return Optional.empty();
    }

    private boolean hits(Fault fault) {
        Double probability = fault.probability();
        return probability == null || random.nextDouble() < probability;
    }
}
