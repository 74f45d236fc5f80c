package dev.lanyard.entra.auth;

import com.azure.core.credential.AccessToken;
import com.azure.identity.ClientAssertionCredentialBuilder;
import dev.lanyard.entra.config.SignInSettings.ByWorkloadIdentity;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Tokens for a token of the platform that the connector runs on, which the platform renews in a file. */
final class WorkloadIdentitySource implements TokenSource {

    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final ByWorkloadIdentity way;
    private final AzureCredentials azure;

    WorkloadIdentitySource(ByWorkloadIdentity way, AzureCredentials azure) {
        this.way = way;
        this.azure = azure;
    }

    @Override
    public AccessToken issue(String scope) {
        String assertion = readFile();
        ClientAssertionCredentialBuilder builder =
                new ClientAssertionCredentialBuilder().clientAssertion(() -> assertion);
        return AzureCredentials.token(azure.prepared(builder, way.clientId()).build(), scope);
    }

    private String readFile() {
        String text;
        try {
            text = Files.readString(way.tokenFile()).strip();
        } catch (NoSuchFileException missing) {
            throw refused("does not exist", "set " + way.setting() + " to where the platform puts its token");
        } catch (MalformedInputException binary) {
            throw noToken();
        } catch (IOException | SecurityException unreadable) {
            throw refused("cannot be read", "let the connector's process read it");
        }
        if (text.isEmpty()) {
            throw refused("is empty", "check that the platform, for example Kubernetes, fills it");
        }
        if (!JWT.matcher(text).matches()) {
            throw noToken();
        }
        return text;
    }

    private ConnectorException noToken() {
        return refused("holds no token (JWT)", "set " + way.setting() + " to where the platform puts its token");
    }

    private ConnectorException refused(String message, String remedy) {
        return ConnectorException.of(
                        ErrorKind.CONFIGURATION,
                        way.setting() + ": the file " + way.tokenFile() + " " + message,
                        remedy)
                .build();
    }
}
