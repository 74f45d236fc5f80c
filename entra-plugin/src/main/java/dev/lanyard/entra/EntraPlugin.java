package dev.lanyard.entra;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.lanyard.entra.check.SettingNeeds;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.SignInSettings.ByOAuth;
import dev.lanyard.entra.events.Feeds;
import dev.lanyard.entra.provision.Provisioning;
import dev.lanyard.entra.sync.SyncStreams;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.auth.OAuthFlow;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.Optional;

/** Connects a platform to Microsoft Entra ID, by way of Microsoft Graph. */
public final class EntraPlugin implements ConnectorPlugin {

    private static final String VERSION = "0.1.0";

    private final ConnectorDescriptor descriptor = new ConnectorDescriptor(
            "entra-id",
            "Microsoft Entra ID",
            VERSION,
            SpiVersion.CURRENT,
            EntraSchema.schema(),
            EntraTypes.descriptors(),
            SyncStreams.descriptors(),
            Provisioning.descriptors(),
            Provisioning.actions(),
            Feeds.descriptors());

    /** For the service loader. */
    public EntraPlugin() {}

    @Override
    public ConnectorDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Connector open(ConnectorConfig config, HostServices host) {
        return Guice.createInjector(Stage.PRODUCTION, module(config, host)).getInstance(EntraConnector.class);
    }

    /** Everything that a connector of this configuration is made of. */
    static EntraModule module(ConnectorConfig config, HostServices host) {
        return new EntraModule(EntraSettings.from(config), SettingNeeds.of(EntraSchema.schema(), config), host);
    }

    @Override
    public Optional<OAuthFlow> oauthFlow(ConnectorConfig config, HostServices host) {
        EntraSettings settings = EntraSettings.from(config);
        settings.wipe();
        return settings.signIn() instanceof ByOAuth ? Optional.of(new EntraOAuthFlow(config, host)) : Optional.empty();
    }
}
