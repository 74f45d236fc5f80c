package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.spi.provision.ChangeKind;
import picocli.CommandLine.Parameters;

/** Which resource a command is about. A command takes it with picocli's {@code @Mixin}. */
final class ResourceParameter {

    @Parameters(
            paramLabel = "RESOURCE",
            description = "A key such as TYPE/ID, or a name, login or address as it was last synced.")
    private String resource = "";

    /** A form about this resource. */
    ChangeForm form(ChangeKind kind) {
        return new ChangeForm(kind).with("resource", resource);
    }
}
