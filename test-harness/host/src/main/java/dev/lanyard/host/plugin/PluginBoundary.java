package dev.lanyard.host.plugin;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The border between the host and one plugin: every call across it, in either direction, runs with the context class
 * loader of the side that is called.
 *
 * <p>Objects with behaviour (interfaces of the SPI, {@link Runnable}, {@link Clock}) are wrapped as they cross, so that
 * calls to them cross too, also where they come in an {@link Optional}; collections are copied, so that no code of a
 * plugin hides in one; records of the SPI are plain data and cross as they are. Whatever else a plugin throws than its
 * contract allows becomes a report of a defect. Safe for use by many threads.
 */
final class PluginBoundary {

    private final PluginFaults faults;
    private volatile @Nullable ClassLoader pluginLoader;
    private final @Nullable ClassLoader hostLoader;
    private final Set<Crossing> intoPlugin = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Connector> openConnectors = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Draws the border.
     *
     * @param faults how to report what the plugin does wrong
     * @param pluginLoader the context class loader of calls into the plugin
     * @param hostLoader the context class loader of calls back into the host
     */
    PluginBoundary(PluginFaults faults, ClassLoader pluginLoader, @Nullable ClassLoader hostLoader) {
        this.faults = faults;
        this.pluginLoader = pluginLoader;
        this.hostLoader = hostLoader;
    }

    /** Wraps what the plugin's jar provides, which is how everything else of the plugin becomes reachable. */
    ConnectorPlugin enter(ConnectorPlugin plugin) {
        return (ConnectorPlugin) wrap(plugin, ConnectorPlugin.class, Side.PLUGIN);
    }

    /**
     * Refuses all further calls, and lets go of every object of the plugin's, even while the host still holds wrappers.
     *
     * @param beforeRelease told about each connector that is still open, before calls are refused
     */
    void close(Consumer<Connector> beforeRelease) {
        List<Connector> open;
        synchronized (this) {
            open = List.copyOf(openConnectors);
        }
        open.forEach(beforeRelease);
        synchronized (this) {
            closed = true;
            pluginLoader = null;
            openConnectors.clear();
            intoPlugin.forEach(Crossing::release);
            intoPlugin.clear();
        }
    }

    private Object wrap(Object target, Class<?> type, Side side) {
        Crossing crossing = new Crossing(target, side);
        Object wrapper =
                Proxy.newProxyInstance(ConnectorPlugin.class.getClassLoader(), new Class<?>[] {type}, crossing);
        if (side == Side.PLUGIN) {
            synchronized (this) {
                if (closed) {
                    crossing.release();
                    closeLate(target);
                } else {
                    intoPlugin.add(crossing);
                    if (wrapper instanceof Connector connector) {
                        openConnectors.add(connector);
                    }
                }
            }
        }
        return wrapper;
    }

    /** A connector that was being opened while the plugin was closed. */
    private static void closeLate(Object target) {
        if (target instanceof Connector connector) {
            connector.close();
        }
    }

    private synchronized void forget(Object wrapper) {
        if (wrapper instanceof Connector connector) {
            openConnectors.remove(connector);
        }
    }

    /** Makes a value safe for the other side; {@code owner} is the side that it comes from. */
    private @Nullable Object cross(@Nullable Object value, Type declared, Side owner) {
        if (value == null) {
            return null;
        }
        if (declared instanceof Class<?> type && isBehaviour(type)) {
            return wrap(value, type, owner);
        }
        if (value instanceof Optional<?> optional && declared instanceof ParameterizedType generic) {
            return optional.map(content -> cross(content, generic.getActualTypeArguments()[0], owner));
        }
        if (value instanceof Clock clock && owner == Side.HOST) {
            return new BoundaryClock(clock, hostLoader);
        }
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        if (value instanceof Map<?, ?> map) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
        return value;
    }

    /** Whether calls to a value of this type must cross: sealed interfaces are closed sets of records. */
    static boolean isBehaviour(Class<?> type) {
        boolean ofSpi = type.getName().startsWith(PluginClassLoader.SPI_PACKAGE);
        return type == Runnable.class || (ofSpi && type.isInterface() && !type.isSealed());
    }

    /** Who implements an object. */
    private enum Side {
        HOST,
        PLUGIN;

        Side other() {
            return this == HOST ? PLUGIN : HOST;
        }
    }

    /** Carries calls to one object across the border. */
    private final class Crossing implements InvocationHandler {

        private final Side side;
        private volatile @Nullable Object target;

        Crossing(Object target, Side side) {
            this.target = target;
            this.side = side;
        }

        void release() {
            target = null;
        }

        @Override
        public @Nullable Object invoke(Object wrapper, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(wrapper, method, arguments);
            }
            Object callee = target;
            boolean closing = wrapper instanceof Connector && method.getName().equals("close");
            if (callee == null) {
                // Closing twice is harmless, and a closed plugin's action on cancelling has nothing left to end.
                if (closing || wrapper instanceof Runnable) {
                    return null;
                }
                throw faults.useAfterClose(method);
            }
            try {
                return call(callee, method, crossed(method, arguments));
            } finally {
                if (closing) {
                    forget(wrapper);
                }
            }
        }

        private @Nullable Object call(Object callee, Method method, Object[] arguments) throws Throwable {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(side == Side.PLUGIN ? pluginLoader : hostLoader);
            try {
                Object answer = cross(method.invoke(callee, arguments), method.getGenericReturnType(), side);
                if (answer == null && method.getReturnType() != void.class && side == Side.PLUGIN) {
                    throw faults.nullAnswer(method);
                }
                return answer;
            } catch (InvocationTargetException thrown) {
                throw translated(method, thrown.getTargetException());
            } catch (RuntimeException | LinkageError thrown) {
                // Copying an answer can run code of the plugin's too.
                throw translated(method, thrown);
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        private Throwable translated(Method method, Throwable thrown) {
            return side == Side.PLUGIN ? faults.thrownBy(method, thrown) : thrown;
        }

        private Object[] crossed(Method method, Object @Nullable [] arguments) {
            List<@Nullable Object> crossed = new ArrayList<>();
            Type[] types = method.getGenericParameterTypes();
            for (int i = 0; i < types.length && arguments != null; i++) {
                crossed.add(cross(arguments[i], types[i], side.other()));
            }
            return crossed.toArray();
        }

        private Object ofObject(Object wrapper, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && wrapper == arguments[0];
                case "hashCode" -> System.identityHashCode(wrapper);
                default ->
                    faults.pluginName() + "/"
                            + wrapper.getClass().getInterfaces()[0].getSimpleName();
            };
        }
    }
}
