package dev.lanyard.contract.little;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer of the service, read.
 *
 * @param rows cells by row
 * @param next the address of the next page, or empty if this was the last
 */
record LittleRows(List<String[]> rows, Optional<String> next) {

    /** Reads an answer; empty if it is damaged. */
    static Optional<LittleRows> parse(String body) {
        List<String[]> rows = new ArrayList<>();
        for (String line : body.split("\n", -1)) {
            String[] cells = line.split("\t", -1);
            if (line.equals("end")) {
                return Optional.of(new LittleRows(rows, Optional.empty()));
            } else if (cells[0].equals("next") && cells.length == 2) {
                return Optional.of(new LittleRows(rows, Optional.of(cells[1])));
            }
            rows.add(cells);
        }
        return Optional.empty();
    }
}
