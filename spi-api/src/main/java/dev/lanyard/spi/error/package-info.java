/**
 * How a connector says that it cannot do what was asked: one exception with a closed set of kinds, each with a remedy
 * in words.
 */
package dev.lanyard.spi.error;
