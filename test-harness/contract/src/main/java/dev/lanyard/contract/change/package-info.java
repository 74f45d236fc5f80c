/** What the suite changes in a test tenant, and where the passwords go that it has made on the way. */
package dev.lanyard.contract.change;
