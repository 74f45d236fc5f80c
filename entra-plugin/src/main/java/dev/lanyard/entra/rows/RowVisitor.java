package dev.lanyard.entra.rows;

/** Receives the objects of a page, in Graph's order. */
public interface RowVisitor {

    /** For a page of which only its end is wanted. */
    RowVisitor IGNORE = new RowVisitor() {
        @Override
        public void row(Row row) {}

        @Override
        public void notAnObject() {}
    };

    /**
     * An object.
     *
     * @param row valid until this method returns
     */
    void row(Row row);

    /** An entry of the page that is not even an object. */
    void notAnObject();
}
