package dev.lanyard.entra.http;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import okhttp3.OkHttpClient;

/** Binds the one HTTP client, what decides how long and how often it tries, and what counts its calls. */
public final class HttpModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(Patience.class).in(Singleton.class);
        bind(Retries.class).in(Singleton.class);
        bind(Traffic.class).in(Singleton.class);
        bind(OkHttpClient.class).toProvider(HttpClientProvider.class).in(Singleton.class);
        bind(HttpClientProvider.class);
        bind(ServerClock.class).in(Singleton.class);
        bind(DirectClient.class).in(Singleton.class);
        bind(HttpResources.class).in(Singleton.class);
    }
}
