/** A platform in under a hundred lines, which embeds the SPI without the test harness. */
package dev.lanyard.examples.minimal;
