package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard … create}: makes a resource. */
@Command(name = "create", description = "Makes one; 'lanyard describe' lists what it can be given.")
class CreateCommand extends ChangeCommand {

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The type of resource, where the connector makes several.")
    private Optional<String> type = Optional.empty();

    @Mixin
    private ValueOptions set = new ValueOptions();

    @Override
    ChangeForm form() {
        return new ChangeForm(ChangeKind.CREATE, Map.of(), set.values(), Set.of()).with("type", type);
    }
}
