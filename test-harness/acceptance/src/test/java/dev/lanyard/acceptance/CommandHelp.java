package dev.lanyard.acceptance;

import dev.lanyard.host.cli.Lanyard;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Every {@code lanyard} command by its words, such as {@code account create}, with what its {@code --help} says. */
final class CommandHelp {

    private static final Pattern LISTED = Pattern.compile("(?m)^ {2}([a-z][a-z-]*)(?:,[^\\n]*)? {2,}\\S");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private final Map<String, String> texts = new TreeMap<>();

    private CommandHelp() {}

    static CommandHelp read() {
        CommandHelp help = new CommandHelp();
        help.read("");
        return help;
    }

    private void read(String command) {
        StringWriter out = new StringWriter();
        String[] words = (command + " --help").strip().split(" ", -1);
        Lanyard.run(new PrintWriter(out), new PrintWriter(out), words);
        String text = out.toString();
        texts.put(command, text);
        int list = text.indexOf("Commands:");
        if (list >= 0) {
            LISTED.matcher(text.substring(list))
                    .results()
                    .forEach(each -> read((command + " " + each.group(1)).strip()));
        }
    }

    /** The commands that do something, which are those without commands of their own or with options of their own. */
    List<String> commands() {
        return texts.keySet().stream()
                .filter(command -> !command.isEmpty() && options(command).size() > 1)
                .toList();
    }

    /** The commands that stand right behind {@code lanyard}. */
    List<String> first() {
        return texts.keySet().stream()
                .filter(command -> !command.isEmpty() && !command.contains(" "))
                .toList();
    }

    /** The longest command with which these words begin; empty if there is none. */
    String named(List<String> words) {
        String command = "";
        for (String word : words) {
            String longer = (command + " " + word).strip();
            if (!texts.containsKey(longer)) {
                break;
            }
            command = longer;
        }
        return command;
    }

    List<String> options(String command) {
        return OPTION.matcher(texts.getOrDefault(command, ""))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }
}
