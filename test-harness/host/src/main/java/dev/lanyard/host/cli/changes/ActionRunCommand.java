package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lanyard action run}: runs one of the connector's actions. */
@Command(name = "run", description = "Runs an action.")
final class ActionRunCommand extends ChangeCommand {

    @Parameters(index = "0", paramLabel = "ACTION", description = "Its id; 'lanyard action list' lists them.")
    private String action = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "RESOURCE",
            description = "What to run it on, if it is run on something: a key, or a name as it was last synced.")
    private Optional<String> resource = Optional.empty();

    @Mixin
    private ValueOptions set = new ValueOptions();

    @Override
    ChangeForm form() {
        return new ChangeForm(ChangeKind.ACTION, Map.of("action", action), set.values(), Set.of())
                .with("resource", resource);
    }
}
