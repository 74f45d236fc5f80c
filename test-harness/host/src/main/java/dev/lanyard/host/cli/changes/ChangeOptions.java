package dev.lanyard.host.cli.changes;

import dev.lanyard.spi.provision.OperationId;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a change is asked for. A command takes it with picocli's {@code @Mixin}. */
final class ChangeOptions {

    /** Tells what an id must be like. */
    private static final class OperationIds implements ITypeConverter<OperationId> {
        @Override
        public OperationId convert(String text) {
            try {
                return new OperationId(text);
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(String.valueOf(malformed.getMessage()));
            }
        }
    }

    @Option(names = "--dry-run", description = "Show the calls that would be sent, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--operation-id",
            paramLabel = "ID",
            converter = OperationIds.class,
            description = "A name for this change: repeated with it, the command acts once (default: a new one).")
    private Optional<OperationId> operation = Optional.empty();

    @Option(
            names = "--requested-by",
            paramLabel = "WHO",
            description = "Who asks for it, for the audit trail (default: the user's login name).")
    private Optional<String> requestedBy = Optional.empty();

    boolean dryRun() {
        return dryRun;
    }

    /** The id that was given, or a new one. */
    OperationId operation() {
        return operation.orElseGet(OperationId::random);
    }

    String requestedBy() {
        return requestedBy.orElseGet(() -> System.getProperty("user.name", "unknown"));
    }
}
