package dev.lanyard.contract.rules;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that puts a rule to the test. It takes a {@link dev.lanyard.contract.trial.Trial}, answers nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {

    /** The rule's number, for good. */
    int number();

    /** What a connector must keep, one sentence. */
    String sentence();

    /** How much of the rule needs a test bed. */
    Bed testBed() default Bed.NOT_NEEDED;

    /** How much of a rule needs control of the outside system. */
    enum Bed {
        /** None of it. */
        NOT_NEEDED("no"),
        /** Part of it: without a test bed, the rest is tested. */
        HELPS("for part of it"),
        /** All of it: without a test bed, the rule is not run. */
        REQUIRED("yes");

        private final String words;

        Bed(String words) {
            this.words = words;
        }

        /** The answer to "does it need a test bed?". */
        public String words() {
            return words;
        }
    }
}
