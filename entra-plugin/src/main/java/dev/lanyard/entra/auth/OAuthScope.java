package dev.lanyard.entra.auth;

/** What is asked for on behalf of a person. */
final class OAuthScope {

    private OAuthScope() {}

    /** A service's scope, a refresh token besides, and an ID token that tells who has signed in. */
    static String of(String scope) {
        return scope + " offline_access openid profile";
    }
}
