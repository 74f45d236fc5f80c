package dev.lanyard.host.plugin;

import dev.lanyard.host.HostException;
import org.jspecify.annotations.Nullable;

/** A jar or folder is no plugin that this host can load. */
public final class PluginLoadException extends HostException {

    private static final long serialVersionUID = 1L;

    private final transient PluginProblem problem;

    /**
     * Reports a problem.
     *
     * @param problem what is wrong, and with which file
     * @param cause for the log only, or null
     */
    public PluginLoadException(PluginProblem problem, @Nullable Throwable cause) {
        super(problem.describe(), problem.remedy(), cause);
        this.problem = problem;
    }

    /**
     * What is wrong.
     *
     * @return the problem, with the file's name and the remedy
     */
    public PluginProblem problem() {
        return problem;
    }
}
