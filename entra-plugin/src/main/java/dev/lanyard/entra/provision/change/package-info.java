/**
 * What all changes have in common. {@link dev.lanyard.entra.provision.change.ChangeRunner} sorts requests by the
 * {@link dev.lanyard.entra.provision.change.ChangeHandler} that carries them out. A handler reads what it must know,
 * refuses what Graph would refuse, sends, and makes sense of the answers; what it sends in a dry run is only noted.
 */
package dev.lanyard.entra.provision.change;
