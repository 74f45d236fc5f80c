/**
 * A host platform in small: it loads connectors, syncs the systems they connect and keeps what they saw.
 *
 * <p>The way is one way: {@code cli} uses {@code connectors}, {@code sync}, {@code export} and {@code config}; those
 * use {@code store}, {@code plugin} and {@code services}. This package itself holds only how the host says that it
 * cannot do what was asked, and how any text is fit to be shown.
 */
package dev.lanyard.host;
