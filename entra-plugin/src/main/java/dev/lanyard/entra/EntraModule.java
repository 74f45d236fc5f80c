package dev.lanyard.entra;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.check.ChangeNeeds;
import dev.lanyard.entra.check.CheckModule;
import dev.lanyard.entra.check.FeedProbe;
import dev.lanyard.entra.check.StreamProbe;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.events.Feeds;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.exchange.ExchangeModule;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphModule;
import dev.lanyard.entra.graph.GraphWriter;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.provision.Provisioning;
import dev.lanyard.entra.provision.change.ChangeRunner;
import dev.lanyard.entra.provision.change.Settling;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.spi.HostServices;
import java.util.List;
import java.util.Optional;

/** Wires one connector: its settings, its host, and the modules of the packages below. */
final class EntraModule extends AbstractModule {

    private final EntraSettings settings;
    private final HostServices host;

    EntraModule(EntraSettings settings, HostServices host) {
        this.settings = settings;
        this.host = host;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(EntraSettings.class).toInstance(settings);
        bind(HostServices.class).toInstance(host);
        install(new HttpModule());
        install(new AuthModule());
        install(new GraphModule());
        install(new ExchangeModule());
        install(new CheckModule());
        bind(EntraConnector.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    StreamContext context(GraphDoor door) {
        return StreamContext.of(door, settings.reading(), settings.fingerprint(), host.clock());
    }

    @Provides
    @Singleton
    SyncStreams streams(StreamContext context) {
        return new SyncStreams(context);
    }

    @Provides
    @Singleton
    Feeds feeds(StreamContext context, SyncStreams streams) {
        return new Feeds(context, streams);
    }

    @Provides
    @Singleton
    ChangeRunner changes(GraphDoor door, GraphWriter writer, Optional<ExchangeDoor> exchange, Patience patience) {
        Settling settling = new Settling(door, patience, settings.settleTime());
        return new ChangeRunner(Provisioning.HANDLERS, door, writer, exchange, settling, host, settings);
    }

    @Provides
    List<ChangeNeeds> needs() {
        return Provisioning.needs(settings);
    }

    @Provides
    List<StreamProbe> probes(SyncStreams streams) {
        return streams.probes();
    }

    @Provides
    List<FeedProbe> feedProbes(Feeds feeds) {
        return feeds.probes();
    }
}
