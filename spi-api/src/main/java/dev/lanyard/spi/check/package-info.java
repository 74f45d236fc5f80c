/** The answer to "does it work, and if not, what is missing": capability by capability, with remedies. */
package dev.lanyard.spi.check;
