package dev.lanyard.entra.auth;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds the access tokens. */
public final class AuthModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(AccessTokens.class).in(Singleton.class);
        bind(CredentialFactory.class).in(Singleton.class);
        bind(SignInThread.class).in(Singleton.class);
    }
}
