/**
 * What every stream needs to answer a page: the {@link dev.lanyard.entra.sync.page.Position} that a cursor carries, the
 * {@link dev.lanyard.entra.sync.page.PartitionDefinition}, and a {@link dev.lanyard.entra.sync.page.PageBuilder} that
 * collects records, skipped rows, notices and cost.
 */
package dev.lanyard.entra.sync.page;
