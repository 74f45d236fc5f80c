package dev.lanyard.contract.little;

import dev.lanyard.contract.little.LittleDirectory.Membership;
import dev.lanyard.contract.little.LittleDirectory.Person;
import dev.lanyard.contract.little.LittleDirectory.Team;
import dev.lanyard.contract.little.LittleDirectory.TeamKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the service holds over time: the directory, what changed in it, passwords and secrets of keys. Reads may lag
 * behind writes.
 */
final class LittleTenant {

    /** What came of a write: a status, and a text for the caller. */
    record Reply(int status, String text) {}

    private record Version(long nanos, LittleDirectory directory, int mark) {}

    private final List<String> log = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, Person> deleted = new HashMap<>();
    private final LittleLog told = new LittleLog();
    private Duration lag = Duration.ZERO;

    LittleTenant() {
        versions.add(new Version(System.nanoTime() - Duration.ofDays(1).toNanos(), LittleDirectory.sample(), 0));
    }

    synchronized void setLag(Duration howLong) {
        lag = howLong;
    }

    /** What is told of what has happened. */
    LittleLog told() {
        return told;
    }

    synchronized LittleDirectory current() {
        return latest().directory();
    }

    /** What reads see. */
    synchronized LittleDirectory visible() {
        return seen().directory();
    }

    /** The number of the change up to which reads see everything. */
    synchronized int mark() {
        return seen().mark();
    }

    private Version latest() {
        return versions.get(versions.size() - 1);
    }

    private Version seen() {
        long until = System.nanoTime() - lag.toNanos();
        Version seen = versions.get(0);
        for (Version version : versions) {
            if (version.nanos() - until <= 0) {
                seen = version;
            }
        }
        return seen;
    }

    /** What has changed after one change, up to another: the rows as reads see them, and what is gone. */
    synchronized List<String> changes(String path, long since, long mark) {
        Map<String, String> now = byId(visible().rows(path));
        return log.stream()
                .skip(since)
                .limit(Math.max(0, mark - since))
                .filter(change -> change.startsWith(path + "/"))
                .map(change -> change.substring(path.length() + 1))
                .distinct()
                .map(id -> now.getOrDefault(id, "gone\t" + id))
                .toList();
    }

    private static Map<String, String> byId(List<String> rows) {
        Map<String, String> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(row.substring(0, row.indexOf('\t')), row));
        return byId;
    }

    synchronized void change(String kind, long seed) {
        become(current().changed(kind, seed));
    }

    private void become(LittleDirectory next) {
        told.note(current(), next);
        for (String path : List.of("/people", "/teams", "/keys")) {
            Map<String, String> old = byId(current().rows(path));
            Map<String, String> now = byId(next.rows(path));
            Set<String> ids = new TreeSet<>(old.keySet());
            ids.addAll(now.keySet());
            ids.removeIf(id -> Objects.equals(old.get(id), now.get(id)));
            ids.forEach(id -> log.add(path + "/" + id));
        }
        versions.add(new Version(System.nanoTime(), next, log.size()));
    }

    synchronized boolean signsIn(String id, String password) {
        return current().person(id).filter(Person::enabled).isPresent() && Objects.equals(passwords.get(id), password);
    }

    /** Writes; the fields are those of the body. */
    synchronized Reply write(String method, String path, Map<String, String> fields) {
        String[] parts = path.substring(1).split("/", -1);
        LittleDirectory before = current();
        String passwordBefore = passwords.getOrDefault(parts[1], "");
        switch (method + " " + LittleConnector.typeOf(parts[0]) + " " + parts.length) {
            case "PUT person 2" -> become(before.with(patched(new Person(parts[1], ""), fields)));
            case "PUT team 2" -> become(before.with(new Team(parts[1], fields.getOrDefault("name", ""), "")));
            case "POST person 2" -> {
                if (before.person(parts[1]).isEmpty()) {
                    return new Reply(404, "there is no such person");
                }
                become(before.with(patched(before.person(parts[1]).orElseThrow(), fields)));
            }
            case "PUT key 2" -> {
                String team = fields.getOrDefault("team", "");
                if (before.teams().stream().noneMatch(each -> each.id().equals(team))) {
                    return new Reply(404, "there is no such team");
                }
                passwords.put(parts[1], fields.getOrDefault("secret", ""));
                become(before.with(new TeamKey(parts[1], team)));
            }
            case "DELETE person 2", "DELETE team 2", "DELETE key 2" -> {
                if (before.rows("/" + parts[0]).stream().noneMatch(row -> row.startsWith(parts[1] + "\t"))) {
                    return new Reply(404, "there is none to delete");
                }
                before.person(parts[1]).ifPresent(person -> deleted.put(parts[1], person));
                become(before.without(parts[1]));
            }
            case "POST person 3" -> {
                if (!deleted.containsKey(parts[1]) && before.person(parts[1]).isEmpty()) {
                    return new Reply(404, "there is none to restore");
                }
                become(before.with(before.person(parts[1]).orElseGet(() -> deleted.get(parts[1]))));
            }
            case "PUT team 5", "DELETE team 5" -> {
                Membership link = new Membership(parts[1], parts[2], parts[3], parts[4]);
                if (!before.knows(link)) {
                    return new Reply(404, "there is no such team or member");
                }
                if (parts[2].equals("lead") && !parts[3].equals("person")) {
                    return new Reply(400, "only people lead");
                }
                become(method.equals("PUT") ? before.with(link) : before.without(link));
            }
            default -> {
                return new Reply(400, "no such write");
            }
        }
        boolean same =
                new HashSet<>(before.lines()).equals(new HashSet<>(current().lines()))
                        && passwordBefore.equals(passwords.getOrDefault(parts[1], ""));
        return new Reply(200, (same ? "same" : "changed") + "\t" + latest().mark());
    }

    private Person patched(Person person, Map<String, String> fields) {
        if (fields.containsKey("password")) {
            passwords.put(person.id(), fields.get("password"));
        }
        return new Person(
                person.id(),
                fields.getOrDefault("name", person.name()),
                fields.getOrDefault("note", person.note()),
                Boolean.parseBoolean(fields.getOrDefault("enabled", String.valueOf(person.enabled()))));
    }
}
