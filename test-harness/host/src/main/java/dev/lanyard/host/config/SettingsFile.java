package dev.lanyard.host.config;

import dev.lanyard.host.HostException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A properties file as it stands.
 *
 * @param file where it is, as it was named
 * @param values its texts by key, references unresolved; not to be printed, as some are secrets
 * @param readableByOthers whether every user of this machine can read it
 */
record SettingsFile(Path file, Map<String, String> values, boolean readableByOthers) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static SettingsFile read(Path file) {
        try {
            return new SettingsFile(file, parse(file, Files.readString(file)), isReadableByOthers(file));
        } catch (NoSuchFileException missing) {
            throw new HostException(
                    "the configuration " + file + " does not exist", "check the path given with --config", missing);
        } catch (CharacterCodingException wrong) {
            throw new HostException("the configuration " + file + " is not in UTF-8", "save it in UTF-8", wrong);
        } catch (IOException unreadable) {
            throw new HostException(
                    "the configuration " + file + " cannot be read",
                    "check that it is a file that the host may read",
                    unreadable);
        }
    }

    /** The folder from which paths in the file are seen. */
    Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static Map<String, String> parse(Path file, String text) throws IOException {
        UniqueProperties properties = new UniqueProperties(file);
        try {
            properties.load(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (IllegalArgumentException malformed) {
            throw new HostException(
                    "the configuration " + file + " has a malformed \\u escape",
                    "write the character itself, or \\\\ for a backslash",
                    malformed);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private static boolean isReadableByOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
    }

    /** Shows no value. */
    @Override
    public String toString() {
        return file + " " + values.keySet();
    }

    /** Refuses a key that stands twice, of which the second would silently count. */
    private static final class UniqueProperties extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient Path file;

        UniqueProperties(Path file) {
            this.file = file;
        }

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new HostException(
                        "the configuration " + file + " sets " + key + " twice", "remove one of the two lines");
            }
            return super.put(key, value);
        }
    }
}
