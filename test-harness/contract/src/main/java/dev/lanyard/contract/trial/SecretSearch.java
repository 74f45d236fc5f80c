package dev.lanyard.contract.trial;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Searches texts for secrets, as they are and as they travel, and for anything that looks like a token. */
public final class SecretSearch {

    private static final int SHOWN = 5;
    private static final int SHOWN_CHARACTERS = 160;
    private static final Pattern WEB_TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}");
    private static final Pattern BEARER = Pattern.compile("(?i)bearer\\s+[A-Za-z0-9._~+/-]{16,}=*");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> found = new ArrayList<>();

    /**
     * Searches for the secrets of a run.
     *
     * @param trial the run
     */
    public SecretSearch(Trial trial) {
        for (String field : trial.secretFields()) {
            add(field, trial.subject().settings().getOrDefault(field, ""));
            add("wrong " + field, trial.settingsWithWrongSecrets().getOrDefault(field, ""));
        }
    }

    /**
     * Searches for another secret too.
     *
     * @param name names it in the evidence
     * @param secret what must not be found
     */
    public void add(String name, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        names.put(secret, name);
        names.put(URLEncoder.encode(secret, StandardCharsets.UTF_8), name);
        names.put(Base64.getEncoder().withoutPadding().encodeToString(bytes), name);
    }

    /**
     * Searches a text.
     *
     * @param where names the text in the evidence
     * @param text the text
     */
    public void search(String where, String text) {
        for (Map.Entry<String, String> secret : names.entrySet()) {
            if (text.contains(secret.getKey())) {
                report(where, "the secret '" + secret.getValue() + "'", text.indexOf(secret.getKey()), text);
                return;
            }
        }
        for (Pattern token : List.of(WEB_TOKEN, BEARER)) {
            var matcher = token.matcher(text);
            if (matcher.find()) {
                report(where, "a token", matcher.start(), text);
                return;
            }
        }
    }

    /** What stands before the secret tells where it leaks; the secret itself is not shown. */
    private void report(String where, String what, int position, String text) {
        String before = text.substring(Math.max(0, position - SHOWN_CHARACTERS), position);
        for (String secret : names.keySet()) {
            before = before.replace(secret, "…");
        }
        before = WEB_TOKEN.matcher(before).replaceAll("…").replaceAll("\\p{Cntrl}+", " ");
        found.add(where + " hold" + (where.endsWith("s") ? "" : "s") + " " + what + " after: " + before.strip());
    }

    /**
     * What was found.
     *
     * @return a line for each of the first few places
     */
    public List<String> found() {
        return found.size() <= SHOWN ? List.copyOf(found) : List.copyOf(found.subList(0, SHOWN));
    }
}
