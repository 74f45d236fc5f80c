package dev.lanyard.entra;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.lanyard.entra.auth.AuthModule;
import dev.lanyard.entra.auth.OAuthSignIn;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpModule;
import dev.lanyard.spi.HostServices;

/** Wires what signing an administrator in takes, and no more. */
final class SignInModule extends AbstractModule {

    private final EntraSettings settings;
    private final HostServices host;

    SignInModule(EntraSettings settings, HostServices host) {
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
        bind(OAuthSignIn.class).in(Singleton.class);
    }
}
