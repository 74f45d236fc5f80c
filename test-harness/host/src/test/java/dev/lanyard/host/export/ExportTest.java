package dev.lanyard.host.export;

import static dev.lanyard.host.sync.Samples.export;
import static dev.lanyard.host.sync.Samples.in;
import static dev.lanyard.host.sync.Samples.memberOf;
import static dev.lanyard.host.sync.Samples.sync;
import static dev.lanyard.host.sync.Samples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.PagedConnector;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.Trait;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private static final Resource EVERYTHING = new Resource(
            new ResourceId("user", "a/1"),
            "Ann \"A\" Ö\n\uD83D\uDE00",
            Status.DISABLED,
            Set.of(Trait.CREDENTIAL, Trait.ACCOUNT),
            Optional.of(new ResourceId("group", "g")),
            Attributes.builder()
                    .put("text", "a,b")
                    .put("flag", true)
                    .put("number", new AttributeValue.Whole(Long.MAX_VALUE))
                    .put("time", new AttributeValue.Time(Instant.parse("2026-02-03T04:05:06.789Z")))
                    .put("list", new AttributeValue.Sequence(List.of(new AttributeValue.Text("x"))))
                    .put(
                            "object",
                            new AttributeValue.Structure(
                                    Attributes.builder().put("in", "y").build()))
                    .build());

    private static final Entitlement REFUSED = new Entitlement(
            memberOf("g"),
            "Member",
            Purpose.MEMBERSHIP,
            Set.of("user", "device"),
            Optional.of(new Refusal("dynamic", "a rule decides")));

    @TempDir
    private Path folder;

    @Test
    void jsonLines_holdEveryField() {
        assertThat(export(store()))
                .containsExactly(
                        "{\"kind\":\"resource\",\"key\":\"user/a%2F1\",\"type\":\"user\",\"id\":\"a/1\","
                                + "\"displayName\":\"Ann \\\"A\\\" Ö\\n\uD83D\uDE00\",\"status\":\"DISABLED\","
                                + "\"traits\":[\"ACCOUNT\",\"CREDENTIAL\"],\"parent\":\"group/g\",\"attributes\":"
                                + "{\"flag\":true,\"list\":[\"x\"],\"number\":9223372036854775807,"
                                + "\"object\":{\"in\":\"y\"},\"text\":\"a,b\",\"time\":\"2026-02-03T04:05:06.789Z\"}}",
                        "{\"kind\":\"resource\",\"key\":\"user/b\",\"type\":\"user\",\"id\":\"b\","
                                + "\"displayName\":\"User b\",\"status\":\"ENABLED\",\"traits\":[\"ACCOUNT\"],"
                                + "\"attributes\":{\"userPrincipalName\":\"b@Contoso.example\"}}",
                        "{\"kind\":\"entitlement\",\"key\":\"group/g#member\",\"resource\":\"group/g\","
                                + "\"slug\":\"member\",\"displayName\":\"Member\",\"purpose\":\"MEMBERSHIP\","
                                + "\"principalTypes\":[\"device\",\"user\"],"
                                + "\"refusal\":{\"code\":\"dynamic\",\"reason\":\"a rule decides\"}}",
                        "{\"kind\":\"grant\",\"key\":\"group/g#member@user/b\",\"entitlement\":\"group/g#member\","
                                + "\"principal\":\"user/b\",\"holding\":\"ACTIVE\",\"expandable\":false,"
                                + "\"external\":false}");
    }

    @Test
    void csv_hasAColumnForEveryAttribute() throws IOException {
        assertThat(csv(RecordKind.RESOURCES))
                .isEqualTo("key,type,id,displayName,status,traits,parent,attributes.flag,attributes.list,"
                        + "attributes.number,attributes.object,attributes.text,attributes.time,"
                        + "attributes.userPrincipalName\r\n"
                        + "user/a%2F1,user,a/1,\"Ann \"\"A\"\" Ö\n\uD83D\uDE00\",DISABLED,ACCOUNT CREDENTIAL,group/g,"
                        + "true,\"[\"\"x\"\"]\",9223372036854775807,\"{\"\"in\"\":\"\"y\"\"}\",\"a,b\","
                        + "2026-02-03T04:05:06.789Z,\r\n"
                        + "user/b,user,b,User b,ENABLED,ACCOUNT,,,,,,,,b@Contoso.example\r\n");
    }

    @Test
    void csv_ofEntitlementsAndGrants() throws IOException {
        assertThat(csv(RecordKind.ENTITLEMENTS).lines())
                .containsExactly(
                        "key,resource,slug,displayName,purpose,principalTypes,refusalCode,refusalReason",
                        "group/g#member,group/g,member,Member,MEMBERSHIP,device user,dynamic,a rule decides");
        assertThat(csv(RecordKind.GRANTS).lines())
                .containsExactly(
                        "key,entitlement,principal,holding,scope,through,expandable,external,from,until",
                        "group/g#member@user/b,group/g#member,user/b,ACTIVE,,,false,false,,");
    }

    private String csv(RecordKind kind) throws IOException {
        StringWriter out = new StringWriter();
        try (StoreReader reader = store().read().orElseThrow()) {
            CsvExport.write(reader, kind, out);
        }
        return out.toString();
    }

    private Store store() {
        Store store = Store.open(folder.resolve("tenant.db"));
        sync(PagedConnector.empty().page("all", in("g", "b"), REFUSED, EVERYTHING, user("b")), store);
        return store;
    }
}
