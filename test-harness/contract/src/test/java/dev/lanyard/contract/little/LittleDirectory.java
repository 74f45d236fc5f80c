package dev.lanyard.contract.little;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the service holds: people, and teams with parents, members and leads. Teams are nested, and two of them in a
 * cycle; one person has no name, which the connector has to leave out and report.
 *
 * @param people rows of people
 * @param teams rows of teams
 * @param memberships which rows of memberships
 */
record LittleDirectory(List<Person> people, List<Team> teams, List<Membership> memberships) {

    /** Someone; a blank name is a mistake in the data. */
    record Person(String id, String name) {}

    /** A team; a blank parent stands for none. */
    record Team(String id, String name, String parent) {}

    /** Someone, or a team, in a team. */
    record Membership(String team, String role, String memberType, String member) {}

    static final LittleDirectory EMPTY = new LittleDirectory(List.of(), List.of(), List.of());

    static LittleDirectory sample() {
        List<Person> people = new ArrayList<>(IntStream.rangeClosed(1, 7)
                .mapToObj(i -> new Person("p" + i, "Person " + i))
                .toList());
        people.add(3, new Person("p0", ""));
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
                new Membership("t5", "member", "person", "p7"));
        return new LittleDirectory(people, teams, memberships);
    }
}
