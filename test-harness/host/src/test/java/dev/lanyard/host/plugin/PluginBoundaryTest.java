package dev.lanyard.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.SyncPartition;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Proves that no call between host and plugin escapes the boundary. The methods are found by reflection, so that one
 * that is added to the SPI later is either covered or fails here.
 */
class PluginBoundaryTest {

    /** Types of the JDK that the SPI may use: data, or what the boundary copies or wraps. */
    private static final Set<Class<?>> KNOWN_JDK_TYPES = Set.of(
            String.class, Duration.class, Instant.class, URI.class, Optional.class, List.class, Map.class, Clock.class);

    private final TwoSides sides = new TwoSides();
    private final PluginBoundary boundary =
            new PluginBoundary(new PluginFaults("tested"), sides.pluginLoader(), sides.hostLoader());

    private ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void standOnTheHostsSide() {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(sides.hostLoader());
    }

    @AfterEach
    void leave() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void everyMethodOfTheSpi_runsWithTheLoaderOfTheSideThatIsCalled() throws Exception {
        ConnectorPlugin plugin = boundary.enter(sides.implementedByPlugin(ConnectorPlugin.class));

        sides.callEverything(ConnectorPlugin.class, plugin, sides.hostLoader());

        List<String> expected = SpiInterfaces.all().stream()
                .flatMap(type -> SpiInterfaces.methods(type).stream())
                .map(TwoSides::name)
                .toList();
        assertThat(expected)
                .contains("ConnectorPlugin.open", "Connector.read", "Cancellation.onCancel", "OAuthFlow.complete");
        assertThat(sides.called()).containsAll(expected).contains("Runnable.run", "Clock.instant");
        assertThat(sides.calledWithWrongLoader()).isEmpty();
    }

    @Test
    void everyTypeThatTheSpiPasses_isDataOrWrappedOrCopied() throws Exception {
        for (Class<?> type : SpiInterfaces.all()) {
            for (Method method : SpiInterfaces.methods(type)) {
                assertThat(passed(method)).as(method.toString()).allMatch(PluginBoundaryTest::isKnown);
            }
        }
    }

    @Test
    void list_thatAPluginComputesLate_isReadWithThePluginsLoader() {
        Connector connector = connector((method, arguments) -> new AbstractList<SyncPartition>() {
            @Override
            public SyncPartition get(int index) {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(sides.pluginLoader());
                return new SyncPartition("accounts", "", false, "");
            }

            @Override
            public int size() {
                return 1;
            }
        });
        assertThat(connector.plan(TwoSides.REQUEST)).hasSize(1);
    }

    @Test
    void connectorException_passesAsItIs() {
        ConnectorException thrown = ConnectorException.of(ErrorKind.PERMISSION, "not allowed", "allow it")
                .build();
        assertThatThrownBy(connector(throwing(thrown))::check).isSameAs(thrown);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(sides.hostLoader());
    }

    @Test
    void otherException_becomesADefectThatKeepsItsMessageToTheLog() {
        IllegalStateException thrown = new IllegalStateException("with a-password");
        ConnectorException defect = defect(connector(throwing(thrown))::check);
        assertThat(defect)
                .hasMessage("the plugin 'tested' failed in Connector.check(): unexpected"
                        + " java.lang.IllegalStateException")
                .hasCause(thrown);
        assertThat(defect.remedy()).contains("report it to the maker");
    }

    @Test
    void linkageError_becomesADefectWithARemedy() {
        ConnectorException defect = defect(connector(throwing(new NoSuchMethodError("'void X.y()'")))::check);
        assertThat(defect).hasMessageContaining("built against another version").hasMessageContaining("X.y()");
        assertThat(defect.remedy()).contains("use a build of the plugin for SPI version");
    }

    @Test
    void missingClass_becomesADefectThatNamesIt() {
        ConnectorException defect = defect(connector(throwing(new NoClassDefFoundError("library/Base")))::check);
        assertThat(defect).hasMessageContaining("the class library.Base is missing");
        assertThat(defect.remedy()).contains("shaded jar");
    }

    @Test
    void assertionError_becomesADefect() {
        assertThat(defect(connector(throwing(new AssertionError("x")))::check)).hasMessageContaining("AssertionError");
    }

    @Test
    void outOfMemory_passesAsItIs() {
        OutOfMemoryError thrown = new OutOfMemoryError();
        assertThatThrownBy(connector(throwing(thrown))::check).isSameAs(thrown);
    }

    @Test
    void nullAnswer_becomesADefect() {
        assertThat(defect(connector((method, arguments) -> null)::check))
                .hasMessage("the plugin 'tested' answered null to Connector.check()");
    }

    @Test
    void actionOnCancelling_ofAClosedPlugin_isPassedOver() {
        List<Runnable> registered = new ArrayList<>();
        Cancellation cancellation = TwoSides.implement(Cancellation.class, (method, arguments) -> {
            registered.add((Runnable) arguments[0]);
            return null;
        });
        List<String> ran = new ArrayList<>();
        ConnectorPlugin plugin = TwoSides.implement(ConnectorPlugin.class, (method, arguments) -> {
            ((HostServices) arguments[1]).cancellation().onCancel(() -> ran.add("ran"));
            return TwoSides.implement(Connector.class, (call, none) -> null);
        });
        boundary.enter(plugin)
                .open(TwoSides.CONFIG, TwoSides.implement(HostServices.class, (method, arguments) -> cancellation));
        registered.get(0).run();
        boundary.close(Connector::close);
        registered.get(0).run();
        assertThat(ran).containsExactly("ran");
    }

    @Test
    void close_isPassedOnAndLeavesTheConnectorReachable() {
        Connector connector = connector((method, arguments) -> method.getName().equals("close") ? null : Map.of());
        connector.close();
        assertThat(connector.traffic()).isEmpty();
        assertThat(connector.toString()).isEqualTo("tested/Connector");
        assertThat(Set.of(connector)).contains(connector).doesNotContain(connector((method, arguments) -> null));
    }

    /** A connector of the plugin's, as the host gets it, whose every method does the same. */
    private Connector connector(TwoSides.Behaviour behaviour) {
        Connector target = TwoSides.implement(Connector.class, behaviour);
        ConnectorPlugin plugin = TwoSides.implement(ConnectorPlugin.class, (method, arguments) -> target);
        return boundary.enter(plugin).open(TwoSides.CONFIG, new TestHost((reason, howLong) -> {}));
    }

    private static TwoSides.Behaviour throwing(Throwable thrown) {
        return (method, arguments) -> {
            throw thrown;
        };
    }

    private ConnectorException defect(ThrowingCallable call) {
        ConnectorException thrown = catchThrowableOfType(ConnectorException.class, call);
        assertThat(thrown.kind()).isEqualTo(ErrorKind.DEFECT);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(sides.hostLoader());
        return thrown;
    }

    private static List<Type> passed(Method method) {
        ArrayList<Type> types = new ArrayList<>(List.of(method.getGenericParameterTypes()));
        types.add(method.getGenericReturnType());
        return types;
    }

    private static boolean isKnown(Type type) {
        if (type instanceof ParameterizedType generic) {
            // What has behaviour is wrapped inside an Optional, but nowhere deeper.
            boolean wrapped = generic.getRawType() == Optional.class;
            return isKnown(generic.getRawType())
                    && Stream.of(generic.getActualTypeArguments())
                            .allMatch(content -> isKnown(content) && (wrapped || !isBehaviour(content)));
        }
        return type instanceof Class<?> plain && (isBehaviour(plain) || isData(plain));
    }

    private static boolean isBehaviour(Type type) {
        return type instanceof Class<?> plain && PluginBoundary.isBehaviour(plain);
    }

    private static boolean isData(Class<?> type) {
        boolean dataOfTheSpi = type.getName().startsWith(PluginClassLoader.SPI_PACKAGE)
                && (type.isRecord() || type.isEnum() || type.isSealed() || Modifier.isFinal(type.getModifiers()));
        return type.isPrimitive() || KNOWN_JDK_TYPES.contains(type) || dataOfTheSpi;
    }
}
