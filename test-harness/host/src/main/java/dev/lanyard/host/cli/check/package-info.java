/** What works with given settings: {@code lanyard check}, and the check that a sync begins with. */
package dev.lanyard.host.cli.check;
