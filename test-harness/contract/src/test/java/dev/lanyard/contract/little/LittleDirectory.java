package dev.lanyard.contract.little;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the service holds: people, and teams with parents, members and leads. Teams are nested, and two of them in a
 * cycle; two people, one of them in a team, have no name, so that the connector has to leave them out and report them.
 *
 * @param people rows of people
 * @param teams rows of teams
 * @param memberships which rows of memberships
 * @param keys by which programs use teams; what they open with is told to nobody
 */
record LittleDirectory(List<Person> people, List<Team> teams, List<Membership> memberships, List<TeamKey> keys) {

    /** Someone; a blank name is a mistake in the data. */
    record Person(String id, String name, String note, boolean enabled) {
        Person(String id, String name) {
            this(id, name, "", true);
        }
    }

    /** A team; a blank parent stands for none. */
    record Team(String id, String name, String parent) {}

    /** Someone, or a team, in a team. */
    record Membership(String team, String role, String memberType, String member) {}

    /** A key of a team. */
    record TeamKey(String id, String team) {}

    static final LittleDirectory EMPTY = new LittleDirectory(List.of(), List.of(), List.of(), List.of());

    static LittleDirectory sample() {
        List<Person> people = new ArrayList<>(IntStream.rangeClosed(1, 7)
                .mapToObj(i -> new Person("p" + i, "Person " + i))
                .toList());
        people.add(3, new Person("p0", ""));
        people.add(6, new Person("p8", ""));
        List<Team> teams = List.of(
                new Team("t1", "All", ""),
                new Team("t2", "North", "t1"),
                new Team("t3", "South", "t1"),
                new Team("t4", "Coast", "t3"),
                new Team("t5", "Hills", "t3"));
        List<Membership> memberships = List.of(
                new Membership("t1", "member", "team", "t2"),
                new Membership("t1", "member", "team", "t3"),
                new Membership("t1", "lead", "person", "p1"),
                new Membership("t2", "member", "person", "p2"),
                new Membership("t2", "member", "person", "p3"),
                new Membership("t2", "member", "robot", "r1"),
                new Membership("t3", "member", "person", "p4"),
                new Membership("t3", "member", "team", "t4"),
                new Membership("t4", "member", "person", "p5"),
                new Membership("t4", "member", "team", "t3"),
                new Membership("t4", "lead", "person", "p6"),
                new Membership("t5", "member", "person", "p8"),
                new Membership("t5", "member", "person", "p7"));
        return new LittleDirectory(
                people, teams, memberships, List.of(new TeamKey("k1", "t1"), new TeamKey("k2", "t2")));
    }

    /** The ways in which it can be changed. */
    static final List<String> KINDS = List.of(
            "restore a person",
            "add a person",
            "rename a person",
            "move a team",
            "a member in",
            "a member out",
            "add a team",
            "delete a person",
            "delete a team");

    /** Makes a change; the same for the same kind, seed and state. */
    LittleDirectory changed(String kind, long seed) {
        List<Person> everyone = new ArrayList<>(people);
        List<Team> all = new ArrayList<>(teams);
        List<Membership> links = new ArrayList<>(memberships);
        List<TeamKey> left = new ArrayList<>(keys);
        Person last = everyone.get(everyone.size() - 1);
        Team youngest = all.get(all.size() - 1);
        switch (kind) {
            case "restore a person" -> everyone.add(new Person("p7", "Person 7"));
            case "add a person" -> everyone.add(new Person("n" + seed, "Newcomer " + seed));
            case "rename a person" -> everyone.set(0, new Person("p1", "Renamed " + seed));
            case "move a team" -> all.set(1, new Team("t2", "North", seed % 2 == 0 ? "t3" : "t1"));
            case "a member in" -> links.add(new Membership("t2", "member", "person", last.id()));
            case "a member out" -> links.remove(links.size() - 1);
            case "add a team" -> all.add(new Team("n" + seed, "New team " + seed, "t1"));
            case "delete a person" -> {
                everyone.remove(last);
                links.removeIf(link -> link.member().equals(last.id()));
            }
            case "delete a team" -> {
                all.remove(youngest);
                left.removeIf(key -> key.team().equals(youngest.id()));
                links.removeIf(link ->
                        link.team().equals(youngest.id()) || link.member().equals(youngest.id()));
            }
            default -> throw new IllegalArgumentException("no such change: " + kind);
        }
        return new LittleDirectory(
                everyone.stream().distinct().toList(),
                all,
                links.stream().distinct().toList(),
                left);
    }

    /** Every person, as a row. */
    List<String> personRows() {
        return people.stream()
                .map(person -> person.id() + "\t" + person.name() + (person.enabled() ? "" : "\toff"))
                .toList();
    }

    /** The rows of a path. */
    List<String> rows(String path) {
        return switch (path) {
            case "/people" -> personRows();
            case "/keys" ->
                keys.stream().map(key -> key.id() + "\t" + key.team()).toList();
            default -> teamRows();
        };
    }

    Optional<Person> person(String id) {
        return people.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    /** Whether both ends of a membership exist. */
    boolean knows(Membership link) {
        boolean member = link.memberType().equals("person")
                ? person(link.member()).isPresent()
                : teams.stream().anyMatch(team -> team.id().equals(link.member()));
        return member && teams.stream().anyMatch(team -> team.id().equals(link.team()));
    }

    LittleDirectory with(Person person) {
        List<Person> everyone = new ArrayList<>(people);
        everyone.removeIf(other -> other.id().equals(person.id()));
        everyone.add(person);
        return new LittleDirectory(everyone, teams, memberships, keys);
    }

    LittleDirectory with(Team team) {
        List<Team> all = new ArrayList<>(teams);
        all.removeIf(other -> other.id().equals(team.id()));
        all.add(team);
        return new LittleDirectory(people, all, memberships, keys);
    }

    LittleDirectory with(Membership link) {
        return new LittleDirectory(
                people,
                teams,
                Stream.concat(memberships.stream(), Stream.of(link)).distinct().toList(),
                keys);
    }

    LittleDirectory with(TeamKey key) {
        List<TeamKey> all = new ArrayList<>(keys);
        all.removeIf(other -> other.id().equals(key.id()));
        all.add(key);
        return new LittleDirectory(people, teams, memberships, all);
    }

    LittleDirectory without(Membership link) {
        return new LittleDirectory(
                people,
                teams,
                memberships.stream().filter(each -> !each.equals(link)).toList(),
                keys);
    }

    /** Without a person, team or key, and whatever it was in or had. */
    LittleDirectory without(String id) {
        return new LittleDirectory(
                people.stream().filter(person -> !person.id().equals(id)).toList(),
                teams.stream().filter(team -> !team.id().equals(id)).toList(),
                memberships.stream()
                        .filter(link ->
                                !link.team().equals(id) && !link.member().equals(id))
                        .toList(),
                keys.stream()
                        .filter(key -> !key.id().equals(id) && !key.team().equals(id))
                        .toList());
    }

    /** Everything, as the admin protocol tells it. */
    List<Map<String, String>> lines() {
        List<Map<String, String>> lines = new ArrayList<>();
        people.forEach(person -> lines.add(Map.of(
                "type",
                "person",
                "id",
                person.id(),
                "name",
                person.name(),
                "note",
                person.note(),
                "enabled",
                String.valueOf(person.enabled()))));
        teams.forEach(team ->
                lines.add(Map.of("type", "team", "id", team.id(), "name", team.name(), "parent", team.parent())));
        memberships.forEach(link -> lines.add(
                link.role().equals("member")
                        ? Map.of("type", "membership", "group", link.team(), "member", link.member())
                        : Map.of("type", "leadership", "group", link.team(), "lead", link.member())));
        keys.forEach(key -> lines.add(Map.of("type", "key", "id", key.id(), "team", key.team())));
        return lines;
    }

    /** Every team with its memberships, as a row. */
    List<String> teamRows() {
        return teams.stream()
                .map(team -> {
                    StringBuilder row = new StringBuilder(team.id() + "\t" + team.name() + "\t" + team.parent());
                    memberships.stream()
                            .filter(membership -> membership.team().equals(team.id()))
                            .forEach(membership -> row.append('\t')
                                    .append(membership.role())
                                    .append('/')
                                    .append(membership.memberType())
                                    .append('/')
                                    .append(membership.member()));
                    return row.toString();
                })
                .toList();
    }
}
