/**
 * Reading applications: enterprise applications with who may use them, managed identities, credentials, provisioning.
 *
 * <p>Every stream asks for service principals in the same
 * {@linkplain dev.lanyard.entra.sync.applications.PrincipalQueries way}, so that one walk over them serves all.
 */
package dev.lanyard.entra.sync.applications;
