package dev.lanyard.simulator.exchange;

import dev.lanyard.simulator.http.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cmdlet that fails, or a call that does not get as far as one, in the words of Exchange. */
final class CmdletException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String TASKS = "Microsoft.Exchange.Configuration.Tasks.";

    private final int status;
    private final String code;
    private final String detail;

    private CmdletException(int status, String code, String message, String detail) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /** A call that is refused before any cmdlet runs. */
    static CmdletException refused(int status, String code, String message) {
        return new CmdletException(status, code, message, "");
    }

    /** An object that Exchange does not have, or not yet. */
    static CmdletException notFound(String name) {
        return failed(
                404,
                "NotFound",
                "Ex6F9304|" + TASKS + "ManagementObjectNotFoundException|The operation couldn't be performed because"
                        + " object '" + name + "' couldn't be found on 'EURPR01A001DC01.simulated'.");
    }

    /** A recipient that Exchange does not have, or not yet. */
    static CmdletException noRecipient(String name) {
        return failed(
                404,
                "NotFound",
                "Ex94914C|" + TASKS + "ManagementObjectNotFoundException|Couldn't find object \"" + name
                        + "\". Please make sure that it was spelled correctly or specify a different object.");
    }

    static CmdletException alreadyMember(String member, String group) {
        return task(
                "MemberAlreadyExistsException",
                "The recipient \"" + member + "\" is already a member of the group \"" + group + "\".");
    }

    static CmdletException notMember(String member, String group) {
        return task(
                "MemberNotFoundException",
                "The recipient \"" + member + "\" isn't a member of the group \"" + group + "\".");
    }

    /** Any other failure of a cmdlet. */
    static CmdletException task(String exception, String message) {
        return failed(400, "BadRequest", "ExA8F1C2|Microsoft.Exchange.Management.Tasks." + exception + "|" + message);
    }

    private static CmdletException failed(int status, String code, String detail) {
        return new CmdletException(status, code, "Error executing cmdlet", detail);
    }

    Answer answer() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", String.valueOf(getMessage()));
        if (!detail.isEmpty()) {
            error.put("details", List.of(Map.of("code", "Client", "target", "", "message", detail)));
        }
        error.put("innererror", Map.of());
        return Answer.jsonOf(status, Map.of("error", error));
    }
}
