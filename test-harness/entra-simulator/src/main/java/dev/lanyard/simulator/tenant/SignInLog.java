package dev.lanyard.simulator.tenant;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Who signed in to what: one of the tenant's first people to one of its first applications, every few minutes, now and
 * then without success. Nothing is kept: an entry follows from its number, so that it is the same whenever it is asked
 * for.
 */
public final class SignInLog {

    /** From one sign-in to the next. */
    public static final Duration INTERVAL = Duration.ofMinutes(5);

    /** What Graph says of a wrong password. */
    private static final int WRONG_PASSWORD = 50126;

    /**
     * A sign-in.
     *
     * @param id identifies the entry
     * @param at when
     * @param user the user's id
     * @param userPrincipalName the user's name
     * @param appId the application, by the id that it has in every tenant
     * @param appName the application's name
     * @param interactive whether the user was asked for anything
     * @param errorCode 0 for success
     */
    public record Entry(
            String id,
            Instant at,
            String user,
            String userPrincipalName,
            String appId,
            String appName,
            boolean interactive,
            int errorCode) {}

    private final String tenant;
    private final InstantSource clock;
    private final List<DirectoryObject> users;
    private final List<DirectoryObject> applications;
    private LogDelays delays = LogDelays.NONE;

    SignInLog(String tenant, Directory first, InstantSource clock) {
        this.tenant = tenant;
        this.clock = clock;
        this.users = objects(first, ObjectType.USER);
        this.applications = objects(first, ObjectType.SERVICE_PRINCIPAL).stream()
                .filter(each -> !"ManagedIdentity".equals(each.text("servicePrincipalType")))
                .filter(each -> each.text("appId") != null)
                .toList();
    }

    private static List<DirectoryObject> objects(Directory directory, ObjectType type) {
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How long it takes until an entry is told; zero at first. */
    public synchronized void setLag(Duration time) {
        delays = delays.withAll(time);
    }

    /** Lets some entries be told later than others; none at first. */
    public synchronized void setLate(double share, Duration most) {
        delays = delays.withSome(share, most);
    }

    /** The entries since a time that are told now, newest first. */
    public synchronized List<Entry> visible(Instant since) {
        List<Entry> visible = new ArrayList<>();
        Instant now = clock.instant();
        if (users.isEmpty() || applications.isEmpty()) {
            return visible;
        }
        long first = since.getEpochSecond() / INTERVAL.toSeconds();
        for (long number = now.getEpochSecond() / INTERVAL.toSeconds(); number >= first; number--) {
            Entry entry = entry(number);
            if (!entry.at().isAfter(now) && !entry.at().isBefore(since) && delays.tells(entry.id(), entry.at(), now)) {
                visible.add(entry);
            }
        }
        return visible;
    }

    private Entry entry(long number) {
        UUID id = UUID.nameUUIDFromBytes((tenant + number).getBytes(StandardCharsets.UTF_8));
        int draw = id.hashCode();
        DirectoryObject user = users.get(Math.floorMod(draw, users.size()));
        DirectoryObject application = applications.get(Math.floorMod(draw / 7, applications.size()));
        Instant at = Instant.ofEpochSecond(number * INTERVAL.toSeconds(), Math.floorMod(draw, 1_000) * 1_000_000L);
        return new Entry(
                id.toString(),
                at,
                user.id(),
                String.valueOf(user.text("userPrincipalName")),
                String.valueOf(application.text("appId")),
                String.valueOf(application.text("displayName")),
                Math.floorMod(draw, 3) != 0,
                Math.floorMod(draw, 11) == 0 ? WRONG_PASSWORD : 0);
    }
}
