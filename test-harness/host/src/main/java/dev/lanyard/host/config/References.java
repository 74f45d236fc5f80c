package dev.lanyard.host.config;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts in place what a setting refers to, so that secrets need not stand in the file. What is put in is not searched.
 */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}:]*):([^}]*)}");

    /** What is seen from a folder. */
    private static final Set<String> PATHS = Set.of("file", "base64");

    private static final Set<String> KINDS = Set.of("env", "file", "base64", "vault");

    private final Path folder;
    private final Map<String, String> environment;
    private final SecretSource vault;

    References(Path folder, Map<String, String> environment, SecretSource vault) {
        this.folder = folder;
        this.environment = environment;
        this.vault = vault;
    }

    /** Whether a text holds a value of its own, and not only references. */
    static boolean isLiteral(String text) {
        return !REFERENCE.matcher(text).replaceAll("").isBlank();
    }

    /** Whether a text is one reference, of a kind that is known, and nothing else. */
    static boolean isReference(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.matches() && matcher.group(1) != null && KINDS.contains(matcher.group(1));
    }

    /** What a text refers to of one kind. */
    static List<String> names(String kind, String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(match -> kind.equals(match.group(1)))
                .map(match -> match.group(2))
                .toList();
    }

    /** The same text with paths that can be seen from everywhere. */
    static String absolute(String text, Path folder) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) != null && PATHS.contains(match.group(1))
                                ? "${" + match.group(1) + ":"
                                        + folder.resolve(match.group(2)).normalize() + "}"
                                : match.group()));
    }

    String resolve(String text) {
        List<Problem> problems = new ArrayList<>();
        String resolved = REFERENCE.matcher(text).replaceAll(match -> {
            try {
                return Matcher.quoteReplacement(target(match));
            } catch (HostException unresolved) {
                problems.addAll(unresolved.problems());
                return "";
            }
        });
        if (!problems.isEmpty()) {
            throw new HostException(problems);
        }
        return resolved;
    }

    private String target(MatchResult match) {
        String kind = match.group(1);
        if (kind == null) {
            return "${";
        }
        String name = match.group(2);
        return switch (kind) {
            case "env" -> variable(name);
            case "file" -> text(name);
            case "base64" -> Base64.getEncoder().encodeToString(content(name));
            case "vault" -> kept(name);
            default ->
                throw new HostException(
                        "refers to ${" + kind + ":…}, which is not known",
                        "use ${env:NAME}, ${file:PATH}, ${base64:PATH} or ${vault:NAME}, or $${ if the text is meant as"
                                + " it is");
        };
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new HostException("refers to the environment variable " + name + ", which is not set", "set " + name);
        }
        return value;
    }

    private String kept(String name) {
        Secret secret = vault.find(name)
                .orElseThrow(() -> new HostException(
                        "refers to ${vault:" + name + "}, which the vault does not hold",
                        "name the vault that it was put into with --vault, or put it there anew with 'lanyard vault put "
                                + name + "'"));
        try {
            return secret.reveal(text -> text);
        } finally {
            secret.wipe();
        }
    }

    private String text(String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content(name)))
                    .toString()
                    .replaceFirst("\\R\\z", "");
        } catch (CharacterCodingException binary) {
            throw new HostException(
                    "refers to the file " + name + ", which is no text in UTF-8",
                    "save it in UTF-8, or use ${base64:" + name + "} if it is binary",
                    binary);
        }
    }

    private byte[] content(String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                throw new HostException(
                        "refers to the file " + file + ", which does not exist",
                        "create it, or correct the path; it is seen from " + folder);
            }
            return Files.readAllBytes(file);
        } catch (IOException | InvalidPathException unreadable) {
            throw new HostException(
                    "refers to the file " + name + ", which cannot be read", "let the host read it", unreadable);
        }
    }
}
