package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.Interruption;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that asks for one change, and shows what came of it. */
abstract class ChangeCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Mixin
    private VaultOptions vault = new VaultOptions();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @ParentCommand
    private @Nullable Object parent;

    /** What is asked for, as it was written. */
    abstract ChangeForm form();

    @Override
    public final Integer call() {
        CancellationSource cancellation = new CancellationSource();
        Interruption interruption = new Interruption(cancellation, options.out(), options.err());
        try (interruption;
                ProvisioningSession session = ProvisioningSession.open(options, vault, change, cancellation)) {
            Change wanted = session.reader(Path.of("")).read(form(), trait());
            Answer answer = session.apply(List.of(new ChangeRequest(change.operation(), wanted, change.dryRun())))
                    .get(0);
            if (options.json()) {
                options.printJson(AnswerText.json(answer));
            } else {
                AnswerText.print(options.out(), answer);
            }
            return answer.done() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** The same command stands under several kinds of resources. */
    private Optional<Trait> trait() {
        return parent instanceof ResourceCommands resources ? Optional.of(resources.trait()) : Optional.empty();
    }
}
