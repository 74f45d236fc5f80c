/**
 * What any connector must keep, as rules that are run against a packed plugin.
 *
 * <p>A connector author extends {@link dev.lanyard.contract.ConnectorContractTest}, or calls {@code lanyard verify};
 * both run {@link dev.lanyard.contract.ContractSuite} over a {@link dev.lanyard.contract.trial.Subject}. The rules are
 * in {@code rules}, what they share in {@code trial}, {@code walk} and {@code fresh}, the outside system in
 * {@code bed}.
 */
package dev.lanyard.contract;
