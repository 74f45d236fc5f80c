package dev.lanyard.contract.little;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer of the service, read.
 *
 * @param rows cells by row
 * @param next the address of the next page, or empty if this was the last
 * @param mark on the last page, the number of the change up to which everything is included
 */
record LittleRows(List<String[]> rows, Optional<String> next, long mark) {

    /** Reads an answer; empty if it is damaged. */
    static Optional<LittleRows> parse(String body) {
        List<String[]> rows = new ArrayList<>();
        for (String line : body.split("\n", -1)) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals("end") && cells.length == 2) {
                return Optional.of(new LittleRows(rows, Optional.empty(), Long.parseLong(cells[1])));
            } else if (cells[0].equals("next") && cells.length == 2) {
                return Optional.of(new LittleRows(rows, Optional.of(cells[1]), 0));
            }
            rows.add(cells);
        }
        return Optional.empty();
    }
}
