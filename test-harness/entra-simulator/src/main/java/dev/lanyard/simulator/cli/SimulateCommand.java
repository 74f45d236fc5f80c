package dev.lanyard.simulator.cli;

import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lanyard simulate}: plays a tenant in the foreground until it is stopped. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Play Microsoft's login and Graph for a made-up tenant, on this machine, until stopped.",
        footer = {
            "",
            "The same numbers and seed give the same tenant. Stop it with Ctrl-C.",
            "Counts, faults and the whole tenant: see /__lanyard/ in the simulator's README."
        })
public final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--users", paramLabel = "N", description = "How many users (default: ${DEFAULT-VALUE}).")
    private int users = 1000;

    @Option(names = "--groups", paramLabel = "N", description = "How many groups (default: ${DEFAULT-VALUE}).")
    private int groups = 200;

    @Option(
            names = "--memberships",
            paramLabel = "N",
            description = "How many memberships in all (default: ${DEFAULT-VALUE}).")
    private int memberships = 4000;

    @Option(
            names = "--service-principals",
            paramLabel = "N",
            description = "How many enterprise applications and managed identities (default: as is usual for so many"
                    + " users).")
    private @Nullable Integer servicePrincipals;

    @Option(
            names = "--assignments",
            paramLabel = "N",
            description = "How many assignments to applications (default: ten for each application).")
    private @Nullable Integer assignments;

    @Option(names = "--seed", paramLabel = "S", description = "Decides everything else (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--writable", description = "Let tokens carry the permissions to write, too.")
    private boolean writable;

    @Option(names = "--port", paramLabel = "P", description = "The port (default: any free one).")
    private int port;

    @Option(names = "--trust-out", paramLabel = "FILE", description = "Write the certificate to trust here, as PEM.")
    private @Nullable Path trustOut;

    @Option(
            names = "--config-out",
            paramLabel = "FILE",
            description = "Write a ready configuration here, with the client secret; needs --trust-out.")
    private @Nullable Path configOut;

    // Set by picocli before anything is called.
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (configOut != null && trustOut == null) {
            err.println("--config-out needs --trust-out: the configuration names the file with the certificate.");
            return 2;
        }
        try (EntraSimulator simulator = start()) {
            OutputFiles.write(simulator, trustOut, configOut);
            out.printf(
                    "Simulating tenant %s at %s: %d users, %d groups, %d memberships, %d service principals,"
                            + " %d assignments, seed %d%n",
                    simulator.tenantId(),
                    simulator.url(),
                    users,
                    groups,
                    memberships,
                    simulator.tenant().current().count(ObjectType.SERVICE_PRINCIPAL),
                    simulator.tenant().current().count(ObjectType.APP_ROLE_ASSIGNMENT),
                    seed);
            out.flush();
            waitForTheEnd();
            return 0;
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            return 2;
        } catch (IOException unwritable) {
            err.println(
                    "Cannot write " + unwritable.getMessage() + ": give a file in a folder that can be written to.");
            return 1;
        }
    }

    private EntraSimulator start() {
        SimulatorOptions options = SimulatorOptions.of(shape()).withPort(port);
        return EntraSimulator.start(writable ? options.thatWrites() : options);
    }

    private TenantShape shape() {
        TenantShape usual = new TenantShape(users, groups, memberships, seed);
        int applications = servicePrincipals == null ? usual.servicePrincipals() : servicePrincipals;
        return new TenantShape(
                users, groups, memberships, applications, assignments == null ? 10 * applications : assignments, seed);
    }

    private static void waitForTheEnd() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Thread running = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            try {
                // Gives the main thread time to stop the server before the JVM ends.
                running.join(5_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        asked.await();
    }
}
