package dev.lanyard.spi.sync;

/** How much a full read of a stream has yielded, in the figures from which its least cost can be computed. */
public interface StreamSize {

    /**
     * Counts resources.
     *
     * @param type the id of a resource type
     * @return how many resources of that type the stream has yielded
     */
    long resources(String type);

    /**
     * Counts the pages that the stream's longer lists of grants would fill.
     *
     * @param slug the entitlement whose grants make up a list, or empty text for all entitlements together
     * @param atLeast how many grants a list must hold to count
     * @param pageSize how many grants go on a page
     * @return the sum, over all entitlements of that slug on which the stream has yielded at least so many grants, of
     *     the pages that these fill
     */
    long listPages(String slug, int atLeast, int pageSize);
}
