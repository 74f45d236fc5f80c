/** Who may use an application, and in which of its roles; and its own provisioning, started when that changes. */
package dev.lanyard.entra.provision.applications;
