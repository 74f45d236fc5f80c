package dev.lanyard.entra.exchange;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.lanyard.entra.auth.SignIn;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.entra.http.Traffic;
import dev.lanyard.spi.HostServices;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** Binds the door to Exchange Online, where it is set. */
public final class ExchangeModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
    }

    @Provides
    @Singleton
    Optional<ExchangeDoor> door(Optional<ExchangeOnline> exchange) {
        return exchange.map(door -> door);
    }

    @Provides
    @Singleton
    Optional<ExchangeGrants> grants(Optional<ExchangeOnline> exchange) {
        return exchange.map(grants -> grants);
    }

    @Provides
    @Singleton
    Optional<ExchangeOnline> exchange(
            EntraSettings settings,
            SignIn signIn,
            OkHttpClient client,
            Patience patience,
            Retries retries,
            Traffic traffic,
            HostServices host) {
        return settings.exchange()
                .map(exchange -> new ExchangeOnline(
                        new ExchangeConnection(
                                exchange,
                                settings.tenantId(),
                                signIn,
                                client,
                                patience,
                                traffic.of(ExchangeDoor.SERVICE)),
                        new ExchangeErrors(host.clock()),
                        retries));
    }
}
