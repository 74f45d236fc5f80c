package dev.lanyard.entra.provision.accounts;

import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.Attributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The verified domains of the tenant, read once, when they are first asked for. For one thread. */
public final class TenantDomains {

    private static final String VERIFIED = "verifiedDomains";
    private static final PageReader READER = new PageReader(
            "organizations",
            PropertyTable.builder()
                    .add(
                            ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "name", "type")
                                    .build())),
                            VERIFIED)
                    .build(),
            Set.of());

    private final GraphDoor door;
    private Optional<Map<String, String>> types = Optional.empty();

    /**
     * Reads through a door.
     *
     * @param door reads
     */
    public TenantDomains(GraphDoor door) {
        this.door = door;
    }

    /**
     * The domain of a name.
     *
     * @param principalName a principal name
     * @return what is behind the {@code @}, in small letters
     */
    public static String of(String principalName) {
        return principalName.substring(principalName.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a name can be one of this tenant's.
     *
     * @param principalName a principal name
     * @return false if its domain is known not to be verified; true also if that cannot be found out
     */
    public boolean mayBeHere(String principalName) {
        return types().isEmpty() || types().containsKey(of(principalName));
    }

    /** Whether those of this name sign in elsewhere; false also if that cannot be found out. */
    boolean isFederated(String principalName) {
        return "federated".equals(types().get(of(principalName)));
    }

    /** Whether it is known that those of this name sign in here, so that they need a password. */
    boolean isManaged(String principalName) {
        return "managed".equals(types().get(of(principalName)));
    }

    private Map<String, String> types() {
        if (types.isEmpty()) {
            types = Optional.of(read());
        }
        return types.get();
    }

    private Map<String, String> read() {
        Map<String, String> found = new TreeMap<>();
        try {
            byte[] page = door.read(door.requests().get("/organization?$select=" + VERIFIED))
                    .body();
            List<List<Attributes>> domains = Facts.page(READER, page, row -> row.structures(VERIFIED));
            domains.stream()
                    .flatMap(List::stream)
                    .forEach(domain -> found.put(lower(domain, "name"), lower(domain, "type")));
        } catch (ConnectorException refused) {
            // Without the permission Graph is the judge.
            if (refused.kind() != ErrorKind.PERMISSION) {
                throw refused;
            }
        }
        return found;
    }

    private static String lower(Attributes domain, String name) {
        return domain.text(name).orElse("").toLowerCase(Locale.ROOT);
    }
}
