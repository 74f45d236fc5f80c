/** What is known before anything is connected: {@code lanyard plugins} and {@code lanyard describe}. */
package dev.lanyard.host.cli.describe;
