package dev.lanyard.host.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TextTableTest {

    private final TextTable table =
            new TextTable("NAME", "WHAT").row("a|b", "one two three four").row("ünïcödé", "x");

    @Test
    void print_alignsColumnsAndLeavesNoBlankAtTheEnd() {
        assertThat(lines(table::print)).containsExactly("NAME     WHAT", "a|b      one two three four", "ünïcödé  x");
    }

    @Test
    void printWrapped_breaksLongCellsBetweenWords() {
        assertThat(lines(out -> table.printWrapped(out, 9)))
                .containsExactly("NAME     WHAT", "a|b      one two", "         three", "         four", "ünïcödé  x");
    }

    @Test
    void printMarkdown_escapesBars() {
        assertThat(lines(table::printMarkdown))
                .containsExactly(
                        "| NAME | WHAT |", "| --- | --- |", "| a\\|b | one two three four |", "| ünïcödé | x |");
    }

    @Test
    void row_ofAnotherLength_isRefused() {
        assertThatThrownBy(() -> table.row("only one")).hasMessage("a row needs 2 cells, not 1");
    }

    private static List<String> lines(Consumer<PrintWriter> printing) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        printing.accept(out);
        out.flush();
        return text.toString().lines().toList();
    }
}
