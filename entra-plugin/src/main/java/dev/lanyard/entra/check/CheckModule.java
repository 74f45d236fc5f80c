package dev.lanyard.entra.check;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;

/** Binds the check and a probe for each stream. */
public final class CheckModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(EntraCheck.class).in(Singleton.class);
        Multibinder<StreamProbe> probes = Multibinder.newSetBinder(binder(), StreamProbe.class);
        probes.addBinding().toInstance(StreamProbe.ACCOUNTS);
        probes.addBinding().toInstance(StreamProbe.GROUPS);
    }
}
