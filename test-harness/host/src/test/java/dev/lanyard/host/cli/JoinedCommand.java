package dev.lanyard.host.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command such as another module might add. */
@Command(name = "joined", description = "Joins from elsewhere.")
public final class JoinedCommand implements Callable<Integer> {

    @Option(names = "--exit-code")
    private int exitCode;

    @Option(names = "--fail")
    private boolean fail;

    @Option(names = "--exhaust")
    private boolean exhaust;

    @Override
    public Integer call() {
        if (exhaust) {
            throw new OutOfMemoryError("Java heap space");
        }
        if (fail) {
            throw new IllegalStateException("first\n  second");
        }
        return exitCode;
    }
}
