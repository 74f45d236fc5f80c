package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import java.util.List;
import java.util.Optional;

/** The settings that say as whom the connector signs in, and by what. */
final class SignInFields {

    static final String SIGN_IN = "signIn";
    static final String CLIENT_ID = "clientId";
    static final String CLIENT_SECRET = "clientSecret";
    static final String CERTIFICATE = "clientCertificate";
    static final String CERTIFICATE_PASSPHRASE = "certificatePassphrase";
    static final String SEND_CERTIFICATE_CHAIN = "sendCertificateChain";
    static final String OAUTH_CLIENT_SECRET = "oauthClientSecret";
    static final String REFRESH_TOKEN_ENTRY = "refreshTokenEntry";
    static final String TOKEN_FILE = "tokenFile";
    static final String MANAGED_IDENTITY_CLIENT_ID = "managedIdentityClientId";
    static final String MANAGED_IDENTITY_URL = "managedIdentityUrl";

    static final String BY_CLIENT_SECRET = "client-secret";
    static final String BY_CERTIFICATE = "certificate";
    static final String BY_OAUTH = "oauth";
    static final String BY_WORKLOAD_IDENTITY = "workload-identity";
    static final String BY_MANAGED_IDENTITY = "managed-identity";

    private static final String GROUP = "Sign-in";
    private static final FieldType GUID = new FieldType.Text(Optional.of(EntraSchema.GUID), "a GUID");

    private SignInFields() {}

    static List<ConfigField> all() {
        return List.of(
                ConfigField.named(
                                SIGN_IN,
                                "Sign in with",
                                new FieldType.Choice(List.of(
                                        BY_CLIENT_SECRET,
                                        BY_CERTIFICATE,
                                        BY_OAUTH,
                                        BY_WORKLOAD_IDENTITY,
                                        BY_MANAGED_IDENTITY)))
                        .description("How the connector proves who it is: by a client secret or a certificate of its"
                                + " app registration, by an administrator's consent (oauth), by a token that the"
                                + " platform it runs on gives it (workload-identity), or as the Azure machine that it"
                                + " runs on (managed-identity).")
                        .group(GROUP)
                        .defaultValue(BY_CLIENT_SECRET)
                        .example(BY_CERTIFICATE)
                        .build(),
                ConfigField.named(CLIENT_ID, "Client ID", GUID)
                        .description("The 'Application (client) ID' of the app registration that this connector signs"
                                + " in as.")
                        .group(GROUP)
                        .required()
                        .example("4c1f7d2a-0b3e-4f5a-9c8d-7e6f5a4b3c2d")
                        .onlyWhen(SIGN_IN, BY_CLIENT_SECRET, BY_CERTIFICATE, BY_OAUTH, BY_WORKLOAD_IDENTITY)
                        .build(),
                ConfigField.named(CLIENT_SECRET, "Client secret", new FieldType.SecretText())
                        .description("The value (not the ID) of a client secret of that app registration. It is shown"
                                + " only once, when the secret is created.")
                        .group(GROUP)
                        .required()
                        .onlyWhen(SIGN_IN, BY_CLIENT_SECRET)
                        .build(),
                ConfigField.named(CERTIFICATE, "Certificate and private key", new FieldType.SecretText())
                        .description("A certificate of that app registration, with its RSA private key and, where it is"
                                + " sent along, its chain: as PEM, or as PKCS#12 (.pfx, .p12) in Base64.")
                        .group(GROUP)
                        .required()
                        .onlyWhen(SIGN_IN, BY_CERTIFICATE)
                        .build(),
                ConfigField.named(CERTIFICATE_PASSPHRASE, "Passphrase", new FieldType.SecretText())
                        .description("What the private key or the PKCS#12 file is encrypted with, if it is.")
                        .group(GROUP)
                        .onlyWhen(SIGN_IN, BY_CERTIFICATE)
                        .build(),
                ConfigField.named(SEND_CERTIFICATE_CHAIN, "Send the chain", new FieldType.Flag())
                        .description("Whether the certificate's chain is sent along, which lets an app registration"
                                + " trust a subject name and issuer instead of one certificate.")
                        .group(GROUP)
                        .defaultValue("false")
                        .example("true")
                        .onlyWhen(SIGN_IN, BY_CERTIFICATE)
                        .build(),
                ConfigField.named(OAUTH_CLIENT_SECRET, "Client secret", new FieldType.SecretText())
                        .description("The value of a client secret of that app registration, if its redirect address is"
                                + " registered for the web; none, if it is one of a desktop application.")
                        .group(GROUP)
                        .onlyWhen(SIGN_IN, BY_OAUTH)
                        .build(),
                ConfigField.named(
                                REFRESH_TOKEN_ENTRY,
                                "Vault entry",
                                new FieldType.Text(
                                        Optional.of("[A-Za-z0-9@._-]+"), "letters, digits and any of @ . _ -"))
                        .description("Under which name the platform's vault keeps the administrator's refresh token.")
                        .group(GROUP)
                        .defaultValue("administrator")
                        .example("administrator")
                        .onlyWhen(SIGN_IN, BY_OAUTH)
                        .build(),
                ConfigField.named(TOKEN_FILE, "Token file", new FieldType.Text(Optional.empty(), "a path"))
                        .description("The file in which the platform that the connector runs on, for example"
                                + " Kubernetes, keeps a token for it. It is read anew for each sign-in; the app"
                                + " registration must have a federated credential for its issuer and subject.")
                        .group(GROUP)
                        .required()
                        .example("/var/run/secrets/azure/tokens/azure-identity-token")
                        .onlyWhen(SIGN_IN, BY_WORKLOAD_IDENTITY)
                        .build(),
                ConfigField.named(MANAGED_IDENTITY_CLIENT_ID, "Client ID of the identity", GUID)
                        .description("The client ID of a user-assigned managed identity; the system-assigned one, if"
                                + " left empty.")
                        .group(GROUP)
                        .example("7f0d5b1c-3a2e-4d8f-9b6a-0c1d2e3f4a5b")
                        .onlyWhen(SIGN_IN, BY_MANAGED_IDENTITY)
                        .build(),
                ConfigField.named(MANAGED_IDENTITY_URL, "Instance metadata service", new FieldType.Address("http"))
                        .description("Where Azure's instance metadata service answers, if something else stands for it"
                                + " on this machine, such as the node's agent of a cluster.")
                        .group(GROUP)
                        .defaultValue("http://169.254.169.254")
                        .example("http://127.0.0.1:2579")
                        .onlyWhen(SIGN_IN, BY_MANAGED_IDENTITY)
                        .build());
    }
}
