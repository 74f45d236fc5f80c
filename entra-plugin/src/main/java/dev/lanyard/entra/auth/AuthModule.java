package dev.lanyard.entra.auth;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.lanyard.entra.config.EntraSettings;

/** Binds the way to sign in, and the access tokens for Graph, which every connector needs. */
public final class AuthModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(SignIn.class).in(Singleton.class);
        bind(TokenSource.class).toProvider(TokenSources.class).in(Singleton.class);
        bind(TokenSources.class);
        bind(SignInThread.class).in(Singleton.class);
    }

    @Provides
    @Singleton
    AccessTokens tokensForGraph(SignIn signIn, EntraSettings settings) {
        return signIn.to(TokenAudience.graph(settings));
    }
}
