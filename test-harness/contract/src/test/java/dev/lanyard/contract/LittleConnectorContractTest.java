package dev.lanyard.contract;

import dev.lanyard.contract.little.LittlePlugin;
import dev.lanyard.contract.little.LittleService;
import dev.lanyard.contract.trial.Subject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The good little connector keeps the whole contract; this is also what a connector author writes. */
class LittleConnectorContractTest extends ConnectorContractTest {

    @TempDir
    static Path folder;

    private static LittleService service;

    @BeforeAll
    static void start() {
        service = new LittleService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Override
    protected Subject subject() {
        return LittleTestBed.controlled(LittlePlugin.class, service, folder);
    }
}
