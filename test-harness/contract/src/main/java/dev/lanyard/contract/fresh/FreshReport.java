package dev.lanyard.contract.fresh;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the fresh JVM found out.
 *
 * @param reachedFor addresses that the plugin wanted to connect to while it was loaded and described
 * @param startedThreads threads that it started meanwhile
 * @param pages for each probe an outline of the page, or how reading it failed
 * @param feeds for each page of a feed the ids of its events, or how reading it failed
 * @param digests what a walk through everything found, by the text of the identity; empty if it failed
 * @param walkFailure how the walk failed; empty if it did not
 * @param passwords of the accounts that it made
 * @param leftThreads threads of the plugin that still lived after everything was closed
 * @param leftLoaders class loaders of the plugin that were still reachable after everything was closed
 */
public record FreshReport(
        List<String> reachedFor,
        List<String> startedThreads,
        List<String> pages,
        List<String> feeds,
        Map<String, String> digests,
        String walkFailure,
        List<String> passwords,
        List<String> leftThreads,
        int leftLoaders)
        implements Serializable {}
