/** One run over one connector: what is loaded, opened and read for the rules, most of it once for all of them. */
package dev.lanyard.contract.trial;
