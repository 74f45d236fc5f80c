package dev.lanyard.entra;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.lanyard.entra.auth.OAuthSignIn;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.http.HttpResources;
import dev.lanyard.entra.http.Patience;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.config.ConnectorConfig;
import java.net.URI;
import java.util.function.Function;

/** Signs an administrator in; wires what it takes for each call, and gives it back afterwards. */
final class EntraOAuthFlow implements OAuthFlow {

    private final ConnectorConfig config;
    private final HostServices host;

    EntraOAuthFlow(ConnectorConfig config, HostServices host) {
        this.config = config;
        this.host = host;
    }

    @Override
    public AuthorizationRequest begin(URI redirect) {
        return using(signIn -> signIn.begin(redirect));
    }

    @Override
    public Consent complete(AuthorizationRequest request, AuthorizationAnswer answer) {
        return using(signIn -> signIn.complete(request, answer));
    }

    @Override
    public Consent renew() {
        return using(OAuthFlow::renew);
    }

    private <T> T using(Function<OAuthSignIn, T> work) {
        EntraSettings settings = EntraSettings.from(config);
        Injector injector = Guice.createInjector(Stage.PRODUCTION, new SignInModule(settings, host));
        try {
            return work.apply(injector.getInstance(OAuthSignIn.class));
        } finally {
            injector.getInstance(Patience.class).close();
            injector.getInstance(HttpResources.class).close();
            settings.wipe();
        }
    }
}
