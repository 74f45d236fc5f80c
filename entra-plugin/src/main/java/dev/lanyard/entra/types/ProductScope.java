package dev.lanyard.entra.types;

import dev.lanyard.spi.model.Refusal;
import java.util.Optional;

/** Whom a subscribed product is for: users and groups, or the whole tenant, which has it without anybody's doing. */
public final class ProductScope {

    private static final String TENANT = "Company";

    private ProductScope() {}

    /**
     * Why nobody can be given a product, nor be taken it.
     *
     * @param appliesTo Graph's word for whom it is for: {@code User} or {@code Company}; empty if it tells none
     * @param name what people call the product
     * @return empty if it is for users
     */
    public static Optional<Refusal> refusal(String appliesTo, String name) {
        return appliesTo.equals(TENANT)
                ? Optional.of(new Refusal("not-for-users", "the product " + name + " is for the whole tenant"))
                : Optional.empty();
    }
}
