/** Doubles that several tests share: a host to open connectors with, and a service that answers as told. */
package dev.lanyard.entra.testing;
