package dev.lanyard.simulator.tenant;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole directory as JSON lines: an independent truth to compare with what was read through Graph.
 *
 * <p>First every object by type and id, then every membership, ownership and other link, each ordered by both ids.
 */
public final class TenantState {

    private final Directory directory;

    private TenantState(Directory directory) {
        this.directory = directory;
    }

    /** The lines in UTF-8, written object by object while they are read. */
    @SuppressWarnings("JdkObsolete") // a sequence of streams knows nothing newer than Enumeration
    public static InputStream stream(Directory directory) {
        TenantState state = new TenantState(directory);
        Iterator<byte[]> parts = state.parts().iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return parts.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(parts.next());
            }
        });
    }

    /** All lines at once, for tenants that are not large. */
    public static List<String> lines(Directory directory) {
        try (InputStream stream = stream(directory)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Stream<byte[]> parts() {
        Stream<byte[]> objects = Stream.of(ObjectType.values())
                .filter(type -> type != ObjectType.ORGANIZATION)
                .flatMap(type -> parts(type, this::object));
        Stream<byte[]> memberships =
                parts(ObjectType.GROUP, group -> links(Link.MEMBERS, "membership", "group", "member", group));
        Stream<byte[]> ownerships =
                parts(ObjectType.GROUP, group -> links(Link.OWNERS, "ownership", "group", "owner", group));
        Stream<byte[]> applicationOwnerships = Stream.of(ObjectType.SERVICE_PRINCIPAL, ObjectType.APPLICATION)
                .flatMap(type -> parts(
                        type, owned -> links(Link.OWNERS, "applicationOwnership", type.graphName(), "owner", owned)));
        Stream<byte[]> managed =
                parts(ObjectType.GROUP, group -> links(Link.MANAGED_BY, "management", "group", "manager", group));
        Stream<byte[]> credentials = Stream.of(ObjectType.SERVICE_PRINCIPAL, ObjectType.APPLICATION)
                .flatMap(type -> parts(
                        type,
                        owner -> links(
                                Link.FEDERATED_CREDENTIALS, "federation", type.graphName(), "credential", owner)));
        Stream<byte[]> jobs = parts(
                ObjectType.SERVICE_PRINCIPAL,
                owner -> links(Link.JOBS, "provisioning", "servicePrincipal", "job", owner));
        return Stream.of(objects, memberships, ownerships, applicationOwnerships, managed, credentials, jobs)
                .flatMap(Function.identity());
    }

    private Stream<byte[]> parts(ObjectType type, IntFunction<byte[]> writer) {
        return byId(IntStream.of(directory.slots(type))).mapToObj(writer);
    }

    private IntStream byId(IntStream slots) {
        return slots.filter(slot -> directory.object(slot) != null)
                .boxed()
                .sorted(Comparator.comparing(this::id))
                .mapToInt(Integer::intValue);
    }

    private String id(int slot) {
        DirectoryObject object = directory.object(slot);
        return object == null ? "" : object.id();
    }

    private byte[] object(int slot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        DirectoryObject object = directory.object(slot);
        if (object != null) {
            text(out, "{\"type\":\"" + object.type().graphName() + "\",\"id\":\"" + object.id());
            text(out, "\",\"properties\":{");
            properties(object, out);
            text(out, "}");
            if (object.type() == ObjectType.USER) {
                text(out, ",\"managerId\":" + quoted(directory.object(directory.manager(slot))));
            }
            text(out, "}\n");
        }
        return out.toByteArray();
    }

    private static void properties(DirectoryObject object, ByteArrayOutputStream out) {
        boolean first = true;
        for (Property property : object.type().properties().all()) {
            if (object.isSet(property)) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.writeBytes(property.key());
                object.writeValue(property, out);
            }
        }
    }

    private static String quoted(@Nullable DirectoryObject object) {
        return object == null ? "null" : "\"" + object.id() + "\"";
    }

    private byte[] links(Link link, String line, String start, String end, int group) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byId(IntStream.of(directory.linked(link, group))).forEach(slot -> {
            DirectoryObject other = directory.object(slot);
            if (other != null) {
                text(out, "{\"type\":\"" + line + "\",\"" + start + "\":\"" + id(group) + "\",\"" + end + "\":\"");
                text(
                        out,
                        other.id() + "\",\"" + end + "Type\":\"" + other.type().graphName() + "\"}\n");
            }
        });
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
