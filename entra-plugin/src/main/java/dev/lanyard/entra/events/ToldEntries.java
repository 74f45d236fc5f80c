package dev.lanyard.entra.events;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which entries of a log have been told, as far as they may come again. Of each is kept its minute and forty bits of a
 * hash of its id: an entry that was not told is taken for one that was once in a hundred million times in the busiest
 * minute that fits, and is then left to the next sync. For one thread.
 */
final class ToldEntries {

    private static final int HASH_BYTES = 5;
    private static final int MINUTE_BYTES = 8;
    private static final long SECONDS = 60;

    private final NavigableMap<Long, TreeSet<Long>> byMinute = new TreeMap<>();

    static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS);
    }

    static Instant start(long minute) {
        return Instant.ofEpochSecond(minute * SECONDS);
    }

    /** Remembers an entry; answers whether it was not remembered yet. */
    boolean add(String id, Instant at) {
        return byMinute.computeIfAbsent(minute(at), any -> new TreeSet<>()).add(hash(id));
    }

    /** Whether an entry has been told. */
    boolean has(String id, Instant at) {
        TreeSet<Long> hashes = byMinute.get(minute(at));
        return hashes != null && hashes.contains(hash(id));
    }

    /** How many are remembered of some minutes, both included. */
    int count(long from, long to) {
        return from > to
                ? 0
                : byMinute.subMap(from, true, to, true).values().stream()
                        .mapToInt(TreeSet::size)
                        .sum();
    }

    /** Forgets some minutes, the last one not included. */
    void forget(long from, long before) {
        if (from < before) {
            byMinute.subMap(from, true, before, false).clear();
        }
    }

    /** The first minute of which something is remembered, but for one; {@code Long.MAX_VALUE} if there is none. */
    long first(long except) {
        Long first = byMinute.isEmpty() ? null : byMinute.firstKey();
        if (first != null && first == except) {
            first = byMinute.higherKey(except);
        }
        return first == null ? Long.MAX_VALUE : first;
    }

    /** How many bytes it takes to write this. */
    int size() {
        return byMinute.values().stream()
                .mapToInt(hashes -> MINUTE_BYTES + HASH_BYTES * hashes.size())
                .sum();
    }

    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<Long, TreeSet<Long>> minute : byMinute.entrySet()) {
            bytes.writeBytes(ByteBuffer.allocate(MINUTE_BYTES)
                    .putInt((int) (long) minute.getKey())
                    .putInt(minute.getValue().size())
                    .array());
            for (long hash : minute.getValue()) {
                bytes.writeBytes(ByteBuffer.allocate(HASH_BYTES)
                        .put((byte) (hash >> 32))
                        .putInt((int) hash)
                        .array());
            }
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static ToldEntries parse(String text) {
        ToldEntries told = new ToldEntries();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        while (bytes.hasRemaining()) {
            require(bytes.remaining() >= MINUTE_BYTES);
            long minute = bytes.getInt();
            int count = bytes.getInt();
            require(count > 0 && count <= bytes.remaining() / HASH_BYTES);
            TreeSet<Long> hashes = told.byMinute.computeIfAbsent(minute, any -> new TreeSet<>());
            for (int number = 0; number < count; number++) {
                hashes.add(((bytes.get() & 0xFFL) << 32) | (bytes.getInt() & 0xFFFF_FFFFL));
            }
        }
        return told;
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException("cut off");
        }
    }

    private static long hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return ((digest[0] & 0xFFL) << 32) | (ByteBuffer.wrap(digest, 1, 4).getInt() & 0xFFFF_FFFFL);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
