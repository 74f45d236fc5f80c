package dev.lanyard.host.provision;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads lines of {@link BulkFormat#CSV}. */
final class CsvLines extends BulkParser {

    private final List<String> columns;

    /** Reads the line that names the columns. */
    CsvLines(String header) {
        // Spreadsheets put a mark of the byte order before it.
        columns = cells(header.startsWith("\uFEFF") ? header.substring(1) : header).stream()
                .map(String::strip)
                .toList();
        Set<String> once = new HashSet<>();
        for (String column : columns) {
            if (!once.add(column)) {
                throw new InvalidFormException(
                        "the first line names the column '" + column + "' twice", "leave one of them out");
            }
        }
        if (!once.contains("kind")) {
            throw new InvalidFormException(
                    "the first line names no column 'kind'", "name the columns there, separated by commas");
        }
    }

    @Override
    Map<String, String> fields(String line) {
        List<String> cells = cells(line);
        if (cells.size() != columns.size()) {
            throw new InvalidFormException(
                    "the line has " + cells.size() + " cells, but there are " + columns.size() + " columns",
                    "write a cell for each column; put a cell with a comma in it in quotes");
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                fields.put(columns.get(i), cells.get(i));
            }
        }
        return fields;
    }

    private static List<String> cells(String line) {
        try (CSVParser parser = CSVParser.parse(new StringReader(line), CSVFormat.RFC4180)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        } catch (IOException | UncheckedIOException unclosed) {
            throw new InvalidFormException(
                    "a quote on the line is not closed, or stands in the middle of a cell",
                    "put the whole cell in quotes, and write a quote in it twice");
        }
    }
}
