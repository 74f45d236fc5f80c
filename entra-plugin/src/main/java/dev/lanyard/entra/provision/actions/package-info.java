/** What can be done besides changes of resources and grants, each with arguments and results of its own. */
package dev.lanyard.entra.provision.actions;
