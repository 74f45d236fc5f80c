package dev.lanyard.contract.little;

import dev.lanyard.contract.little.LittleDirectory.Membership;
import dev.lanyard.contract.little.LittleDirectory.Person;
import dev.lanyard.contract.little.LittleDirectory.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the service tells of what has happened in it: rows of number, time in milliseconds and what, oldest number
 * first. It can be told to repeat each row, and to hold some back for a while. Safe for use by many threads.
 */
final class LittleLog {

    private record Entry(long number, long at, String what) {
        String row() {
            return number + "\t" + at + "\t" + what;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private boolean repeats;
    private double lateShare;
    private Duration late = Duration.ZERO;

    synchronized void misbehave(boolean repeated, double share, Duration howLate) {
        repeats = repeated;
        lateShare = share;
        late = howLate;
    }

    /** Notes whatever is different. */
    synchronized void note(LittleDirectory before, LittleDirectory after) {
        gone(before.memberships(), after.memberships()).forEach(link -> add("out", text(link)));
        gone(ids(before.people()), ids(after.people())).forEach(id -> add("person-gone", id));
        gone(teamIds(before.teams()), teamIds(after.teams())).forEach(id -> add("team-gone", id));
        gone(after.people(), before.people())
                .forEach(person -> add("person", person.id() + "\t" + person.name() + "\t" + person.enabled()));
        gone(after.teams(), before.teams())
                .forEach(team -> add("team", team.id() + "\t" + team.name() + "\t" + team.parent()));
        gone(after.memberships(), before.memberships()).forEach(link -> add("in", text(link)));
    }

    private static <T> Set<T> gone(List<T> before, List<T> after) {
        Set<T> gone = new LinkedHashSet<>(before);
        gone.removeAll(after);
        return gone;
    }

    private static List<String> ids(List<Person> people) {
        return people.stream().map(Person::id).toList();
    }

    private static List<String> teamIds(List<Team> teams) {
        return teams.stream().map(Team::id).toList();
    }

    private static String text(Membership link) {
        return String.join("\t", link.team(), link.role(), link.memberType(), link.member());
    }

    private void add(String kind, String what) {
        entries.add(new Entry(entries.size() + 1L, System.currentTimeMillis(), kind + "\t" + what));
    }

    /** What has happened since a time and is told by now, behind a number. */
    synchronized List<String> rows(long since, long behind) {
        long now = System.currentTimeMillis();
        return entries.stream()
                .filter(entry -> entry.at() >= since && entry.number() > behind)
                .filter(entry -> !isLate(entry) || entry.at() + late.toMillis() <= now)
                .flatMap(entry -> repeats ? Stream.of(entry.row(), entry.row()) : Stream.of(entry.row()))
                .toList();
    }

    private boolean isLate(Entry entry) {
        return entry.number() * 37 % 100 < lateShare * 100;
    }
}
