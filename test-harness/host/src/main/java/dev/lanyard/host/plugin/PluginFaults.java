package dev.lanyard.host.plugin;

import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.lang.reflect.Method;

/** Puts into words what a plugin does that its contract forbids. */
final class PluginFaults {

    private static final String TELL_ITS_MAKER = "report it to the maker of the plugin, with the log at level debug";

    private final String pluginName;

    PluginFaults(String pluginName) {
        this.pluginName = pluginName;
    }

    String pluginName() {
        return pluginName;
    }

    /** A call after the plugin was closed. */
    ConnectorException useAfterClose(Method method) {
        return ConnectorException.of(
                        ErrorKind.DEFECT,
                        "the plugin '" + pluginName + "' is closed, so its " + called(method) + " cannot be called",
                        "load the plugin again, and use its connectors before closing it")
                .build();
    }

    /** An answer that the SPI does not know. */
    ConnectorException nullAnswer(Method method) {
        return ConnectorException.of(
                        ErrorKind.DEFECT,
                        "the plugin '" + pluginName + "' answered null to " + called(method),
                        TELL_ITS_MAKER)
                .build();
    }

    /**
     * What to throw in place of what the plugin threw. Its own messages may hold anything, so only its type is told.
     */
    Throwable thrownBy(Method method, Throwable thrown) {
        if (thrown instanceof ConnectorException || thrown instanceof VirtualMachineError) {
            return thrown;
        }
        String where = "the plugin '" + pluginName + "' failed in " + called(method) + ": ";
        if (thrown instanceof LinkageError broken) {
            return defect(where + linkage(broken), linkageRemedy(broken), thrown);
        }
        return defect(where + "unexpected " + thrown.getClass().getName(), TELL_ITS_MAKER, thrown);
    }

    /** What a class that cannot be linked means for a person. */
    static String linkage(LinkageError error) {
        LinkageError broken = root(error);
        if (broken instanceof UnsupportedClassVersionError) {
            return "it is compiled for a newer Java than this one, "
                    + Runtime.version().feature();
        }
        if (broken instanceof NoClassDefFoundError) {
            return "the class " + className(broken) + " is missing or cannot be initialised";
        }
        if (broken instanceof IncompatibleClassChangeError) {
            return "it was built against another version of a library or of the SPI (" + broken.getMessage() + ")";
        }
        return "a class of it is damaged (" + broken + ")";
    }

    /** What to do about a class that cannot be linked. */
    static String linkageRemedy(LinkageError error) {
        LinkageError broken = root(error);
        if (broken instanceof UnsupportedClassVersionError) {
            return "run the host with a newer Java, or compile the plugin with --release "
                    + Runtime.version().feature();
        }
        if (broken instanceof NoClassDefFoundError && !className(broken).startsWith(PluginClassLoader.SPI_PACKAGE)) {
            return "pack all libraries into one shaded jar, or put them beside it in a folder of their own; "
                    + "jars inside a jar are not read";
        }
        return "use a build of the plugin for SPI version " + SpiVersion.CURRENT;
    }

    private static LinkageError root(LinkageError error) {
        return error instanceof ExceptionInInitializerError && error.getCause() instanceof LinkageError cause
                ? cause
                : error;
    }

    private static String className(LinkageError missing) {
        return String.valueOf(missing.getMessage()).replace('/', '.');
    }

    private static ConnectorException defect(String message, String remedy, Throwable cause) {
        return ConnectorException.of(ErrorKind.DEFECT, message, remedy)
                .cause(cause)
                .build();
    }

    private static String called(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "()";
    }
}
