package dev.lanyard.host.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * One HTML file with its style, its script and its data in it.
 *
 * <p>The data is JSON, packed by gzip and written in Base64: whatever names it holds, nothing in it can be taken for
 * markup. The content security policy allows this one style and this one script, by their hashes, and nothing else.
 *
 * @param title the title, which is to hold no markup
 * @param scripts the names of the scripts beside this class, in their order
 */
record HtmlPage(String title, List<String> scripts) {

    /** Writes the data of a page. */
    @FunctionalInterface
    interface Data {
        void write(OutputStream out) throws IOException;
    }

    HtmlPage {
        scripts = List.copyOf(scripts);
    }

    /** Writes the page, and flushes it. */
    void write(Writer out, Data data) throws IOException {
        String style = resource("page.css");
        StringBuilder script = new StringBuilder("\"use strict\";\n");
        scripts.forEach(name -> script.append(resource(name)));
        String[] parts = resource("page.html")
                .replace("@TITLE@", title)
                .replace("@STYLE_HASH@", hash(style))
                .replace("@SCRIPT_HASH@", hash(script.toString()))
                .replace("@STYLE@", style)
                .replace("@SCRIPT@", script)
                .split("@DATA@", -1);
        out.write(parts[0]);
        try (OutputStream packed = new GZIPOutputStream(Base64.getEncoder().wrap(new Characters(out)))) {
            data.write(packed);
        }
        out.write(parts[1]);
        out.flush();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing beside " + HtmlPage.class);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the bytes of Base64 as the characters that they are; closing it closes nothing. */
    private static final class Characters extends OutputStream {
        private final Writer text;

        Characters(Writer text) {
            this.text = text;
        }

        @Override
        public void write(int one) throws IOException {
            text.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            text.write(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        }
    }
}
