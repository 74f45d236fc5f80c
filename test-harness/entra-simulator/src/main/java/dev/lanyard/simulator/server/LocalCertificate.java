package dev.lanyard.simulator.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key and a self-signed certificate for {@code localhost}, made once in each JVM with the JDK's own {@code keytool}.
 *
 * @param keyStore a PKCS#12 file, readable by its owner only, that is deleted when the JVM ends
 * @param password the password of the file and of the key in it
 * @param pem the certificate, for those who are to trust it
 */
record LocalCertificate(Path keyStore, String password, String pem) {

    private static final String ALIAS = "localhost";
    private static final String PASSWORD_VARIABLE = "LOCAL_CERTIFICATE_PASSWORD";
    private static final int MOST_SECONDS = 60;

    /** Makes the certificate when it is first asked for. */
    private static final class Holder {
        static final LocalCertificate CERTIFICATE = make();
    }

    /** The certificate of this JVM. */
    static LocalCertificate get() {
        return Holder.CERTIFICATE;
    }

    private static LocalCertificate make() {
        try {
            Path folder = Files.createTempDirectory("simulator-tls");
            Path keyStore = folder.resolve("localhost.p12");
            folder.toFile().deleteOnExit();
            keyStore.toFile().deleteOnExit();
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            String password = HexFormat.of().formatHex(random);
            runKeytool(keyStore, password);
            return new LocalCertificate(keyStore, password, pem(keyStore, password));
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(
                    "no certificate for localhost could be made: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making a certificate for localhost", interrupted);
        }
    }

    private static void runKeytool(Path keyStore, String password) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                keytool.toString(),
                "-J-XX:TieredStopAtLevel=1",
                // A password of 128 random bits is not found by trying, so deriving keys from it need not be slow; each
                // server derives several when it opens the file.
                "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
                "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
                "-J-Dkeystore.pkcs12.macIterationCount=1",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-ext",
                "bc:c=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                keyStore.toString(),
                // By way of the environment: arguments can be seen by everyone on the machine.
                "-storepass:env",
                PASSWORD_VARIABLE));
        builder.environment().put(PASSWORD_VARIABLE, password);
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("keytool failed: " + output.strip());
        }
    }

    private static String pem(Path keyStore, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password.toCharArray());
        }
        byte[] encoded = store.getCertificate(ALIAS).getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public String toString() {
        return "certificate for localhost in " + keyStore;
    }
}
