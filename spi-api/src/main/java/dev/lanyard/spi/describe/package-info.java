/** What a connector says about itself before it is opened: enough to render a settings page and a consent list. */
package dev.lanyard.spi.describe;
