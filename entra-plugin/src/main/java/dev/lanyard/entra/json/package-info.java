/** Reading and writing JSON, for every package that meets it. */
package dev.lanyard.entra.json;
