package dev.lanyard.entra.config;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a PEM text, from BEGIN to END. Line breaks do not matter, because a field of one line takes them away.
 *
 * @param kind for example {@code CERTIFICATE}
 * @param base64 what it holds
 */
record PemBlock(String kind, String base64) {

    /** What to do about one that cannot be read. */
    static final String WHOLE = "paste each part in full, from BEGIN to END";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");

    /** The whole blocks of a text, in their order; whatever is around them does not matter. */
    static List<PemBlock> in(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new PemBlock(block.group(1), block.group(2)));
        }
        return blocks;
    }

    /** How many blocks begin in a text, whole or not. */
    static long begunIn(String text) {
        return BEGIN.matcher(text).results().count();
    }

    /**
     * What it holds.
     *
     * @throws IllegalArgumentException if that is no Base64
     */
    byte[] bytes() {
        return Base64.getMimeDecoder().decode(base64);
    }

    /**
     * The certificate that it holds.
     *
     * @throws CertificateException if it holds none
     */
    X509Certificate certificate() throws CertificateException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes()));
        } catch (IllegalArgumentException noBase64) {
            throw new CertificateException("no Base64", noBase64);
        }
    }

    /** Its kind; it may hold a key. */
    @Override
    public String toString() {
        return "PemBlock[" + kind + "]";
    }
}
