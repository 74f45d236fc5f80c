/** The command {@code lanyard verify}. */
package dev.lanyard.contract.cli;
