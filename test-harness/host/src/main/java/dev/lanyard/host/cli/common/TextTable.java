package dev.lanyard.host.cli.common;

import dev.lanyard.host.PlainLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of text in columns as wide as their widest cell. For one thread. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Starts a table.
     *
     * @param headings of its columns
     */
    public TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each heading
     * @return this
     */
    public TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("a row needs " + rows.get(0).size() + " cells, not " + cells.length);
        }
        rows.add(Stream.of(cells).map(PlainLine::of).toList());
        return this;
    }

    /**
     * Prints it.
     *
     * @param out where to
     */
    public void print(PrintWriter out) {
        print(out, rows);
    }

    /**
     * Prints it, with long cells broken between words.
     *
     * @param out where to
     * @param longestCell how many characters stand on a line of a cell
     */
    public void printWrapped(PrintWriter out, int longestCell) {
        List<List<String>> lines = new ArrayList<>();
        for (List<String> row : rows) {
            List<List<String>> cells =
                    row.stream().map(cell -> wrap(cell, longestCell)).toList();
            int height = cells.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < height; i++) {
                int line = i;
                lines.add(cells.stream()
                        .map(cell -> line < cell.size() ? cell.get(line) : "")
                        .toList());
            }
        }
        print(out, lines);
    }

    private static List<String> wrap(String cell, int longest) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cell.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > longest) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void print(PrintWriter out, List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : lines) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - width(row.get(i))))
                        .append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /**
     * Prints it as Markdown.
     *
     * @param out where to
     */
    public void printMarkdown(PrintWriter out) {
        printMarkdown(out, rows.get(0));
        printMarkdown(out, Collections.nCopies(rows.get(0).size(), "---"));
        rows.subList(1, rows.size()).forEach(row -> printMarkdown(out, row));
    }

    private static void printMarkdown(PrintWriter out, List<String> row) {
        out.println(row.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
