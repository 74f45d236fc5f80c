package dev.lanyard.entra.sync.page;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream needs to know to read a partition.
 *
 * @param pageSize how many objects to ask Graph for at a time, from 1 to 999
 */
public record PartitionDefinition(int pageSize) {

    private static final Pattern TEXT = Pattern.compile("pageSize=(\\d{1,3})");

    /**
     * Writes this as the text of a partition.
     *
     * @return for example {@code pageSize=999}
     */
    public String text() {
        return "pageSize=" + pageSize;
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @param text the definition of a partition
     * @return the definition
     * @throws ConnectorException of kind {@code INVALID} if the text has another form
     */
    public static PartitionDefinition parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        int pageSize = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (pageSize < 1 || pageSize > SyncRequest.MAX_PAGE_SIZE) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "the partition's definition '" + text + "' is not one of this connector's",
                            "plan the sync again, and read the partitions of that plan")
                    .build();
        }
        return new PartitionDefinition(pageSize);
    }
}
