/**
 * The only door to Microsoft Graph.
 *
 * <p>{@link dev.lanyard.entra.graph.GraphDoor} is what the rest of the connector sees: build a request with the SDK's
 * builders, hand it over, get raw JSON back.
 */
package dev.lanyard.entra.graph;
