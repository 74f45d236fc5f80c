/**
 * What commands have in common: options, the open connector, and how they show tables, JSON and progress. Knows no
 * command.
 */
package dev.lanyard.host.cli.common;
