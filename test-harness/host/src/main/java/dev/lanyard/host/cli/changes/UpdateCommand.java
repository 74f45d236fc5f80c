package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lanyard … update}: changes the attributes that are named, and no other. */
@Command(name = "update", description = "Sets and clears the attributes that are named, and no other.")
final class UpdateCommand extends ChangeCommand {

    @Mixin
    private ResourceParameter resource = new ResourceParameter();

    @Mixin
    private ValueOptions set = new ValueOptions();

    @Option(names = "--clear", paramLabel = "NAME", description = "Take an attribute away; may be repeated.")
    private Set<String> clear = Set.of();

    @Override
    ChangeForm form() {
        return new ChangeForm(
                ChangeKind.UPDATE, resource.form(ChangeKind.UPDATE).fields(), set.values(), clear);
    }
}
