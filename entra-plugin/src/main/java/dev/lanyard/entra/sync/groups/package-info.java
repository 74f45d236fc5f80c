/**
 * Reading groups: {@link dev.lanyard.entra.sync.groups.GroupsStream} walks them with their members and owners, which
 * can be had in several {@linkplain dev.lanyard.entra.sync.groups.GroupWay ways}.
 */
package dev.lanyard.entra.sync.groups;
