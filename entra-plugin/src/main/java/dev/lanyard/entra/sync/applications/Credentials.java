package dev.lanyard.entra.sync.applications;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TEXTS;
import static dev.lanyard.entra.rows.ValueReaders.TIME;

import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.KnownAttributes;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes records of credentials. What could serve as a secret is not even read: Graph gives the first characters of a
 * secret as its {@code hint}, and a certificate's {@code key}.
 */
final class Credentials {

    static final String KEYS = "keyCredentials";
    static final String PASSWORDS = "passwordCredentials";
    static final String FEDERATED = "federatedIdentityCredentials";

    /** What of a service principal's own properties is a credential. */
    static final Set<String> OF_PRINCIPALS = Set.of(KEYS, PASSWORDS);

    private static final String END = "endDateTime";
    private static final String KEY_ID = "keyId";

    static final PropertyTable PASSWORD = PropertyTable.builder()
            .add(TEXT, KEY_ID, "displayName")
            .add(TIME, "startDateTime", END)
            .build();

    static final PropertyTable KEY = PropertyTable.builder()
            .add(TEXT, KEY_ID, "displayName", "type", "usage", "customKeyIdentifier")
            .add(TIME, "startDateTime", END)
            .build();

    static final PropertyTable FEDERATION = PropertyTable.builder()
            .add(TEXT, "id", "name", "issuer", "subject", "description")
            .add(TEXTS, "audiences")
            .build();

    private final PageBuilder page;
    private final Instant now;

    Credentials(PageBuilder page, Instant now) {
        this.page = page;
        this.now = now;
    }

    /**
     * Adds the secrets and certificates of a row. A certificate that signs SAML tokens comes as a key and a password
     * under one id: that password protects the certificate's private key and is no secret to sign in with.
     *
     * @see "Configure SAML-based single sign-on for your application", Microsoft Graph's documentation
     */
    void add(ResourceId owner, Row row) {
        List<Attributes> certificates = row.structures(KEYS);
        Set<Optional<String>> certified =
                certificates.stream().map(each -> each.text(KEY_ID)).collect(Collectors.toSet());
        row.structures(PASSWORDS).stream()
                .filter(secret -> secret.text(KEY_ID).isEmpty() || !certified.contains(secret.text(KEY_ID)))
                .forEach(secret -> add(owner, "client-secret", secret, KEY_ID, "displayName"));
        certificates.forEach(certificate -> add(owner, "certificate", certificate, KEY_ID, "displayName"));
    }

    /** Adds a federated credential. */
    void addFederated(ResourceId owner, Attributes credential) {
        add(owner, "federated", credential, "id", "name");
    }

    /** Takes back the secrets and certificates of a row. */
    static void takeBack(PageBuilder page, String owner, Row row) {
        for (String property : List.of(PASSWORDS, KEYS)) {
            row.structures(property)
                    .forEach(each -> each.text(KEY_ID)
                            .ifPresent(key -> page.add(new Removal(CredentialsStream.credential(owner, key)))));
        }
    }

    private void add(ResourceId owner, String kind, Attributes credential, String idName, String nameName) {
        String id = credential.text(idName).orElse("");
        if (id.isEmpty()) {
            page.skip(owner.text(), "malformed", "a credential without " + idName);
            return;
        }
        Attributes.Builder attributes = Attributes.builder();
        for (String name : credential.names()) {
            if (!name.equals(idName)) {
                attributes.put(name, credential.get(name).orElseThrow());
            }
        }
        attributes.put("credentialKind", kind);
        attributes.put("expired", new AttributeValue.Flag(expired(credential)));
        credential.get(END).ifPresent(end -> attributes.put(KnownAttributes.EXPIRES, end));
        page.add(new Resource(
                CredentialsStream.credential(owner.id(), id),
                credential.text(nameName).orElse(id),
                Status.ENABLED,
                Set.of(Trait.CREDENTIAL),
                Optional.of(owner),
                attributes.build()));
    }

    private boolean expired(Attributes credential) {
        return credential.get(END).orElse(null) instanceof AttributeValue.Time end
                && !end.value().isAfter(now);
    }
}
