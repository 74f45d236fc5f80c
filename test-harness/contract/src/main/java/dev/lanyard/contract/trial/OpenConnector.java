package dev.lanyard.contract.trial;

import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.contract.walk.PageReader;
import dev.lanyard.contract.walk.RecordedWalk;
import dev.lanyard.contract.walk.Walker;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;

/**
 * A connector together with the means to cancel it.
 *
 * @param connector the connector
 * @param cancellation cancels what it does
 * @param descriptor what its plugin says about itself
 * @param vault where it puts secrets
 */
public record OpenConnector(
        Connector connector, CancellationSource cancellation, ConnectorDescriptor descriptor, MemoryVault vault)
        implements AutoCloseable {

    /**
     * Plans a full read of all streams.
     *
     * @param pageSize objects on a page
     * @return the partitions
     */
    public List<SyncPartition> plan(int pageSize) {
        return connector.plan(Walker.everything(descriptor, pageSize));
    }

    /**
     * Reads everything, one page after the other.
     *
     * @param pageSize objects on a page
     * @return what was seen
     */
    public RecordedWalk walk(int pageSize) {
        return walker(connector::read).walk(plan(pageSize));
    }

    /**
     * Makes a walker that has its pages read in a certain way.
     *
     * @param reader the way
     * @return the walker
     */
    public Walker walker(PageReader reader) {
        return new Walker(descriptor, reader);
    }

    @Override
    public void close() {
        connector.close();
    }
}
