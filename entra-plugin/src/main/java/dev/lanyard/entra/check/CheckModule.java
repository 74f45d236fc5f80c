package dev.lanyard.entra.check;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Binds the check; whoever installs this binds what is checked. */
public final class CheckModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(EntraCheck.class).in(Singleton.class);
    }
}
