package dev.lanyard.simulator.cli;

import picocli.CommandLine;

/** Runs the command alone, in a process of its own. */
final class SimulateMain {

    private SimulateMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
