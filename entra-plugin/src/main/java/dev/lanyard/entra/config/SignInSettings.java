package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.vault.VaultKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** As whom the connector signs in, and by what; one record for each way. */
public sealed interface SignInSettings {

    /**
     * Says in words who signs in.
     *
     * @return for example {@code the application 4c1f…}
     */
    String who();

    /**
     * The setting to look at when the login service does not believe it.
     *
     * @return its name
     */
    String setting();

    /**
     * Whether a secret of an application is what this connector needs to sign in.
     *
     * @param appId the application's client id
     * @return true if this connector could not sign in any more without one
     */
    default boolean usesSecretOf(String appId) {
        return false;
    }

    /** Overwrites the secrets, if there are any. */
    default void wipe() {}

    /**
     * By a client secret.
     *
     * @param clientId the application
     * @param secret its secret
     */
    record ByClientSecret(String clientId, Secret secret) implements SignInSettings {
        @Override
        public String who() {
            return application(clientId);
        }

        @Override
        public String setting() {
            return SignInFields.CLIENT_SECRET;
        }

        @Override
        public boolean usesSecretOf(String appId) {
            return clientId.equalsIgnoreCase(appId);
        }

        @Override
        public void wipe() {
            secret.wipe();
        }
    }

    /**
     * By a certificate.
     *
     * @param clientId the application
     * @param certificate a certificate of its, with the private key
     * @param sendChain whether the chain is sent along
     */
    record ByCertificate(String clientId, CertificateKey certificate, boolean sendChain) implements SignInSettings {
        @Override
        public String who() {
            return application(clientId);
        }

        @Override
        public String setting() {
            return SignInFields.CERTIFICATE;
        }

        @Override
        public void wipe() {
            certificate.wipe();
        }
    }

    /**
     * On behalf of an administrator.
     *
     * @param clientId the application through which the administrator signs in
     * @param secret its secret, if it is one that can keep a secret
     * @param refreshToken where the vault keeps the administrator's refresh token
     */
    record ByOAuth(String clientId, Optional<Secret> secret, VaultKey refreshToken) implements SignInSettings {
        @Override
        public String who() {
            return application(clientId);
        }

        @Override
        public String setting() {
            return SignInFields.OAUTH_CLIENT_SECRET;
        }

        @Override
        public boolean usesSecretOf(String appId) {
            return secret.isPresent() && clientId.equalsIgnoreCase(appId);
        }

        @Override
        public void wipe() {
            secret.ifPresent(Secret::wipe);
        }
    }

    /**
     * By a token of the platform that the connector runs on.
     *
     * @param clientId the application that trusts the platform
     * @param tokenFile where the platform keeps the token
     */
    record ByWorkloadIdentity(String clientId, Path tokenFile) implements SignInSettings {
        @Override
        public String who() {
            return application(clientId);
        }

        @Override
        public String setting() {
            return SignInFields.TOKEN_FILE;
        }
    }

    /**
     * As the machine that the connector runs on.
     *
     * @param clientId of a user-assigned identity; empty for the system-assigned one
     * @param url where the instance metadata service answers, without trailing slash
     */
    record ByManagedIdentity(Optional<String> clientId, URI url) implements SignInSettings {

        /** The setting from which the address comes. */
        public static final String URL_SETTING = SignInFields.MANAGED_IDENTITY_URL;

        @Override
        public String who() {
            return clientId.map(id -> "the managed identity " + id)
                    .orElse("the system-assigned managed identity of this machine");
        }

        @Override
        public String setting() {
            return SignInFields.MANAGED_IDENTITY_CLIENT_ID;
        }
    }

    /**
     * Reads the settings. Secrets are copied: closing wipes them, and another connector may have been opened with the
     * same configuration.
     *
     * @throws ConnectorException of kind {@code CONFIGURATION} if a certificate or a path cannot be read
     */
    static SignInSettings from(ConnectorConfig config) {
        String way = config.text(SignInFields.SIGN_IN).orElseThrow();
        return switch (way) {
            case SignInFields.BY_CERTIFICATE -> {
                CertificateKey certificate = new CertificateKey(
                        copy(config, SignInFields.CERTIFICATE).orElseThrow(),
                        copy(config, SignInFields.CERTIFICATE_PASSPHRASE));
                certificate.read();
                yield new ByCertificate(
                        clientId(config),
                        certificate,
                        config.flag(SignInFields.SEND_CERTIFICATE_CHAIN).orElseThrow());
            }
            case SignInFields.BY_OAUTH ->
                new ByOAuth(
                        clientId(config),
                        copy(config, SignInFields.OAUTH_CLIENT_SECRET),
                        new VaultKey(
                                "refresh-token",
                                config.text(SignInFields.REFRESH_TOKEN_ENTRY).orElseThrow()));
            case SignInFields.BY_WORKLOAD_IDENTITY ->
                new ByWorkloadIdentity(
                        clientId(config),
                        FilePath.read(
                                SignInFields.TOKEN_FILE,
                                config.text(SignInFields.TOKEN_FILE).orElseThrow()));
            case SignInFields.BY_MANAGED_IDENTITY ->
                new ByManagedIdentity(
                        config.text(SignInFields.MANAGED_IDENTITY_CLIENT_ID),
                        CloudAddresses.withoutTrailingSlash(
                                config.uri(SignInFields.MANAGED_IDENTITY_URL).orElseThrow()));
            default ->
                new ByClientSecret(
                        clientId(config),
                        copy(config, SignInFields.CLIENT_SECRET).orElseThrow());
        };
    }

    private static String clientId(ConnectorConfig config) {
        return config.text(SignInFields.CLIENT_ID).orElseThrow();
    }

    private static Optional<Secret> copy(ConnectorConfig config, String field) {
        return config.secret(field).map(secret -> secret.reveal(Secret::of));
    }

    private static String application(String clientId) {
        return "the application " + clientId;
    }
}
