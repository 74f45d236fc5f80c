package dev.lanyard.host.plugin;

import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.auth.AuthorizationAnswer;
import dev.lanyard.spi.auth.AuthorizationRequest;
import dev.lanyard.spi.auth.Consent;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.vault.VaultKey;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host and a plugin that implement the SPI by writing down, for every call, whose context class loader was set. Each
 * side calls every method of every object that the other hands to it.
 */
final class TwoSides {

    static final SyncRequest REQUEST = SyncRequest.full(Set.of());
    static final ConnectorConfig CONFIG = new ConfigSchema(List.of(), List.of()).configure(Map.of());

    /** What every method of an object does. */
    interface Behaviour {
        @Nullable
        Object call(Method method, Object[] arguments) throws Throwable;
    }

    private static final Map<Class<?>, Object> DATA = data();

    private final ClassLoader pluginLoader = new URLClassLoader("plugin", new URL[0], null);
    private final ClassLoader hostLoader = new URLClassLoader("host", new URL[0], null);
    private final Set<String> called = new LinkedHashSet<>();
    private final List<String> wrong = new ArrayList<>();

    ClassLoader pluginLoader() {
        return pluginLoader;
    }

    ClassLoader hostLoader() {
        return hostLoader;
    }

    Set<String> called() {
        return called;
    }

    List<String> calledWithWrongLoader() {
        return wrong;
    }

    static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    <T> T implementedByPlugin(Class<T> type) {
        return implementedOn(pluginLoader, type);
    }

    /** Calls every method of an object of the other side's, from the side of the given loader. */
    void callEverything(Class<?> type, Object object, ClassLoader caller) throws Exception {
        if (object instanceof Clock clock) {
            Clock inUtc = clock.withZone(ZoneOffset.UTC);
            note("Clock read as " + inUtc.instant(), caller);
            return;
        }
        List<Method> methods = type == Runnable.class ? List.of(type.getMethods()) : SpiInterfaces.methods(type);
        for (Method method : methods) {
            List<Object> arguments = new ArrayList<>();
            for (Class<?> parameter : method.getParameterTypes()) {
                arguments.add(value(parameter, caller));
            }
            Object answer = method.invoke(object, arguments.toArray());
            note(name(method) + " returned", caller);
            Class<?> content = content(method.getGenericReturnType());
            if (answer instanceof Optional<?> optional && carriesCalls(content)) {
                callEverything(content, optional.orElseThrow(), caller);
            } else if (answer != null && carriesCalls(method.getReturnType())) {
                callEverything(method.getReturnType(), answer, caller);
            }
        }
    }

    static <T> T implement(Class<T> type, Behaviour behaviour) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader() == null ? TwoSides.class.getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> behaviour.call(method, arguments == null ? new Object[0] : arguments)));
    }

    private <T> T implementedOn(ClassLoader side, Class<T> type) {
        return implement(type, (method, arguments) -> {
            called.add(name(method));
            note(name(method), side);
            for (int i = 0; i < arguments.length; i++) {
                if (carriesCalls(method.getParameterTypes()[i])) {
                    callEverything(method.getParameterTypes()[i], arguments[i], side);
                }
            }
            if (method.getReturnType() == void.class) {
                return null;
            }
            Class<?> content = content(method.getGenericReturnType());
            return carriesCalls(content)
                    ? Optional.of(implementedOn(side, content))
                    : value(method.getReturnType(), side);
        });
    }

    /** What an {@link Optional} may hold; for any other type, that there is nothing to look into. */
    private static Class<?> content(Type type) {
        return type instanceof ParameterizedType generic
                        && generic.getRawType() == Optional.class
                        && generic.getActualTypeArguments()[0] instanceof Class<?> content
                ? content
                : Void.class;
    }

    private Object value(Class<?> type, ClassLoader side) {
        if (type == Clock.class) {
            return new NotingClock(side);
        }
        if (carriesCalls(type)) {
            return implementedOn(side, type);
        }
        Object value = DATA.get(type);
        if (value == null) {
            throw new IllegalStateException("this test needs a value of " + type);
        }
        return value;
    }

    private static boolean carriesCalls(Class<?> type) {
        return type == Clock.class || PluginBoundary.isBehaviour(type);
    }

    private void note(String call, ClassLoader expected) {
        ClassLoader actual = Thread.currentThread().getContextClassLoader();
        if (actual != expected) {
            wrong.add(call + " ran with " + actual);
        }
    }

    private static Map<Class<?>, Object> data() {
        Map<Class<?>, Object> data = new HashMap<>();
        data.put(String.class, "text");
        data.put(boolean.class, false);
        data.put(int.class, 1);
        data.put(long.class, 1L);
        data.put(Duration.class, Duration.ZERO);
        data.put(Optional.class, Optional.empty());
        data.put(List.class, List.of());
        data.put(Map.class, Map.of());
        data.put(SyncRequest.class, REQUEST);
        data.put(Cursor.class, Cursor.start());
        data.put(VaultKey.class, new VaultKey("password", "user/1"));
        data.put(Secret.class, Secret.of("secret"));
        data.put(URI.class, URI.create("http://localhost:1"));
        data.put(
                AuthorizationRequest.class,
                new AuthorizationRequest(
                        URI.create("https://login.example/authorize"),
                        URI.create("http://localhost:1"),
                        Secret.of("state"),
                        Secret.of("verifier")));
        data.put(AuthorizationAnswer.class, new AuthorizationAnswer.Code(Secret.of("code")));
        data.put(Consent.class, new Consent("somebody", List.of()));
        data.put(SyncPartition.class, new SyncPartition("accounts", "", false, ""));
        data.put(CheckReport.class, new CheckReport(List.of()));
        data.put(ConnectorConfig.class, CONFIG);
        data.put(
                SyncPage.class,
                new SyncPage(
                        List.of(),
                        new NextStep.Done(Optional.empty()),
                        List.of(),
                        List.of(),
                        OptionalLong.empty(),
                        ReadCost.FREE));
        data.put(
                ConnectorDescriptor.class,
                new ConnectorDescriptor(
                        "tested",
                        "Tested",
                        "1",
                        SpiVersion.CURRENT,
                        new ConfigSchema(List.of(), List.of()),
                        List.of(),
                        List.of()));
        return data;
    }

    private final class NotingClock extends Clock {
        private final ClassLoader side;

        NotingClock(ClassLoader side) {
            this.side = side;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            note("Clock.withZone", side);
            return this;
        }

        @Override
        public Instant instant() {
            called.add("Clock.instant");
            note("Clock.instant", side);
            return Instant.EPOCH;
        }
    }
}
