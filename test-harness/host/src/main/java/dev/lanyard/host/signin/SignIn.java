package dev.lanyard.host.signin;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.auth.OAuthFlow;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Lets a person sign in, with a browser that is on this machine. Where it is on another, a tunnel does.
 *
 * @param say shows the person a line
 * @param longest how long to wait for the person
 * @param cancellation ends the waiting
 */
public record SignIn(Consumer<String> say, Duration longest, Cancellation cancellation) {

    /**
     * Drives a flow from its beginning to its end. The tokens go to the vault that the flow was given.
     *
     * @param flow the flow
     * @return who has signed in
     * @throws dev.lanyard.host.HostException if nobody signs in in time
     * @throws dev.lanyard.spi.error.ConnectorException as the flow throws it, for example if the person refuses
     */
    public Consent run(OAuthFlow flow) {
        try (LoopbackRedirect redirect = LoopbackRedirect.open()) {
            AuthorizationRequest request = flow.begin(redirect.address());
            say.accept("Open this address in a browser, sign in, and consent:");
            say.accept(request.address().toString());
            int port = redirect.address().getPort();
            say.accept(
                    "A browser on another machine gets back here through ssh -L " + port + ":localhost:" + port + ".");
            say.accept("Waiting for it to come back to " + redirect.address() + " …");
            AuthorizationAnswer answer = redirect.await(request, longest, cancellation);
            return flow.complete(request, answer);
        }
    }
}
