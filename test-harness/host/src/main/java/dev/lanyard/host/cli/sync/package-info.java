/** {@code lanyard sync}: how a sync is asked for, how it shows its progress, and what it tells at its end. */
package dev.lanyard.host.cli.sync;
