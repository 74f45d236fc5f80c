package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.plugin.LoadedPlugin;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.signin.SignIn;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.config.ConnectorConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How long a person may take to sign in. A command takes it with picocli's {@code @Mixin}. */
final class SignInOptions {

    @Option(
            names = "--sign-in-within",
            paramLabel = "DURATION",
            defaultValue = "PT5M",
            description =
                    "How long to wait for a person to sign in, as an ISO-8601 duration (default: ${DEFAULT-VALUE}).")
    private Duration longest = Duration.ofMinutes(5);

    /**
     * Lets a person sign in, if connectors of this configuration take one.
     *
     * @return who has signed in, or empty if nobody has to
     */
    Optional<Consent> ifAsked(
            LoadedPlugin plugin, ConnectorConfig config, HostServices host, VaultOptions vault, Consumer<String> say) {
        return plugin.plugin().oauthFlow(config, host).map(flow -> {
            // Nobody signs in for nothing: what comes of it must have a place.
            vault.open();
            Consent consent = new SignIn(say, longest, new CancellationSource()).run(flow);
            say.accept("signed in as " + consent.account()
                    + (consent.permissions().isEmpty() ? "" : ", for " + String.join(", ", consent.permissions())));
            return consent;
        });
    }
}
