package dev.lanyard.entra.events;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log of interactive and federated sign-ins: told newest first, and kept a month, for who has bought P1 or P2. */
record SignInLog(GraphDoor door) implements Log<SignIn> {

    private static final PageReader READER = new PageReader(
            "sign-ins",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "userId", "appId")
                    .add(ValueReaders.TIME, "createdDateTime")
                    .add(
                            ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.WHOLE, "errorCode")
                                    .build()),
                            "status")
                    .build(),
            Set.of());

    @Override
    public String id(SignIn entry) {
        return entry.id();
    }

    @Override
    public Instant at(SignIn entry) {
        return entry.at();
    }

    @Override
    public boolean oldestFirst() {
        return false;
    }

    @Override
    public RequestInformation request(Optional<Instant> from, Optional<Instant> to, int most) {
        RequestInformation request = door.requests().signIns().toGetRequestInformation(wanted -> {
            wanted.queryParameters.filter = Stream.of(
                            from.map(time -> "createdDateTime ge " + time),
                            to.map(time -> "createdDateTime le " + time))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(" and "));
            wanted.queryParameters.top = most;
        });
        request.headers.add("Cache-Control", "no-cache");
        return request;
    }

    @Override
    public PageReader reader() {
        return READER;
    }

    @Override
    public Optional<SignIn> entry(Row row) {
        Optional<Instant> at = row.time("createdDateTime");
        if (row.text("id").isBlank() || row.text("userId").isBlank() || at.isEmpty()) {
            return Optional.empty();
        }
        boolean failed = row.structure("status")
                .flatMap(status -> status.get("errorCode"))
                .filter(code -> !code.equals(new AttributeValue.Whole(0)))
                .isPresent();
        return Optional.of(new SignIn(row.text("id"), at.get(), row.text("userId"), row.text("appId"), !failed));
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(30);
    }
}
