package dev.lanyard.contract.little;

import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import java.util.List;

/** The good plugin, if it changes nothing and tells nothing. */
public final class LittleReader extends LittlePlugin {

    @Override
    protected List<ChangeDescriptor> changes() {
        return List.of();
    }

    @Override
    protected List<FeedDescriptor> feeds() {
        return List.of();
    }

    @Override
    protected List<ActionDescriptor> actions() {
        return List.of();
    }
}
