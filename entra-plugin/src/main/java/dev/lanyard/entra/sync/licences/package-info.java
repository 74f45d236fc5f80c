/** Reading licences: {@link dev.lanyard.entra.sync.licences.LicencesStream} reads products and who has them. */
package dev.lanyard.entra.sync.licences;
