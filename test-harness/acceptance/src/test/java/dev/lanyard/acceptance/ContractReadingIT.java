package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.contract.ContractSuite;
import org.junit.jupiter.api.Test;

/** The rules about describing, loading and reading. */
class ContractReadingIT extends EntraContract {

    ContractReadingIT() {
        super(Part.READING);
    }

    @Test
    void partsOfTheContract_haveEachRuleOnce() {
        assertThat(ContractSuite.rules())
                .allSatisfy(rule -> assertThat(Part.values())
                        .filteredOn(part -> part.has(rule.number()))
                        .hasSize(1));
    }
}
