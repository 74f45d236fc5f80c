package dev.lanyard.entra.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What stands in the tables of a Markdown file. */
public final class MarkdownFile {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final List<String> lines;

    /** Reads a file, seen from the module's folder. */
    public MarkdownFile(String path) {
        try {
            lines = Files.readAllLines(Path.of(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of the tables between this heading and the next, table by table, without their heads. */
    public List<List<List<String>>> tables(String heading) {
        List<List<List<String>>> tables = new ArrayList<>();
        boolean inTable = false;
        int from = lines.indexOf(heading);
        for (String line : lines.subList(from + 1, lines.size())) {
            if (line.startsWith("#")) {
                break;
            }
            boolean row = line.strip().startsWith("|");
            if (row && !inTable) {
                tables.add(new ArrayList<>());
            }
            if (row) {
                tables.get(tables.size() - 1).add(cells(line));
            }
            inTable = row;
        }
        return tables.stream().map(table -> table.subList(2, table.size())).toList();
    }

    private static List<String> cells(String row) {
        String inner = row.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** What is marked as code in a cell, or in any text. */
    public static List<String> code(String text) {
        return CODE.matcher(text).results().map(each -> each.group(1)).toList();
    }
}
