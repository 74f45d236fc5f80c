/** What a connector's calls have cost so far, so that a platform can show it and tests can compare it. */
package dev.lanyard.spi.traffic;
