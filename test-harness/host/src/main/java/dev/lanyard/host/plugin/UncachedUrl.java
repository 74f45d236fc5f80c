package dev.lanyard.host.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Keeps the JDK from remembering a plugin's jar.
 *
 * <p>Reading a resource through its URL puts the jar into a cache of the whole JVM that is never emptied: the file
 * would stay open, and a newer jar of the same name would be read with the older one's table of contents.
 */
final class UncachedUrl extends URLStreamHandler {

    private final URL original;

    private UncachedUrl(URL original) {
        this.original = original;
    }

    static URL of(URL original) {
        try {
            return new URL(null, original.toExternalForm(), new UncachedUrl(original));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException("a URL that cannot be parsed again: " + original, impossible);
        }
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        // A URL made relative to this one inherits this handler, and must reach its own target.
        URL target = url.toExternalForm().equals(original.toExternalForm())
                ? original
                : new URL(original, url.toExternalForm());
        URLConnection connection = target.openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
