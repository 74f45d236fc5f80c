package dev.lanyard.entra.testing;

import java.util.List;

/**
 * A request that went through an {@link Eavesdropper}, and its answer, to the last byte.
 *
 * @param host the host that it was for
 * @param head its first line and its headers
 * @param body its body, empty if it has none
 * @param answerHead the first line and the headers of the answer, as the connector was given it
 * @param answerBody the body of the answer
 */
public record Overheard(String host, String head, String body, String answerHead, String answerBody) {

    /** Method and path with query. */
    public String line() {
        return head.substring(0, head.indexOf(" HTTP/"));
    }

    /** Whether it asks the login service for a token. */
    public boolean isLogin() {
        return line().startsWith("POST ") && line().endsWith("/oauth2/v2.0/token");
    }

    /** Everything but the body of the request. */
    public List<String> allButTheBody() {
        return List.of(head, answerHead, answerBody);
    }

    /** Everything. */
    public List<String> all() {
        return List.of(head, body, answerHead, answerBody);
    }
}
