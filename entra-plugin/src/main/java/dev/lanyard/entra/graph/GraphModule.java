package dev.lanyard.entra.graph;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.lanyard.entra.http.Traffic;
import dev.lanyard.entra.http.TrafficCounters;
import io.github.bucket4j.TimeMeter;

/**
 * Binds the door to Graph and what stands behind it; nothing but the door, the writer and the counters is seen outside.
 */
public final class GraphModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(GraphDoor.class).to(MicrosoftGraphDoor.class);
        bind(GraphWriter.class).to(MicrosoftGraphDoor.class);
        bind(MicrosoftGraphDoor.class).in(Singleton.class);
        bind(GraphConnection.class).in(Singleton.class);
        bind(BatchConnection.class).in(Singleton.class);
        bind(BatchSender.class).in(Singleton.class);
        bind(WriteSender.class).in(Singleton.class);
        bind(PageCache.class).in(Singleton.class);
        bind(TimeMeter.class).toInstance(TimeMeter.SYSTEM_NANOTIME);
        bind(ResourceBudget.class).in(Singleton.class);
        bind(TrafficControl.class).in(Singleton.class);
        bind(GraphErrors.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    TrafficCounters counters(Traffic traffic) {
        return traffic.of("graph");
    }
}
