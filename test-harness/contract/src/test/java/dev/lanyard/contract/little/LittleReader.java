package dev.lanyard.contract.little;

import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import java.util.List;

/** The good plugin, if it changes nothing. */
public final class LittleReader extends LittlePlugin {

    @Override
    protected List<ChangeDescriptor> changes() {
        return List.of();
    }

    @Override
    protected List<ActionDescriptor> actions() {
        return List.of();
    }
}
