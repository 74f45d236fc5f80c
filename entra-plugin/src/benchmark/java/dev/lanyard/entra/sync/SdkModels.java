package dev.lanyard.entra.sync;

import com.microsoft.graph.groups.delta.DeltaGetResponse;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.GroupCollectionResponse;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.kiota.serialization.JsonParseNodeFactory;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import com.microsoft.kiota.serialization.UntypedArray;
import com.microsoft.kiota.serialization.UntypedNode;
import com.microsoft.kiota.serialization.UntypedObject;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Reads pages into the SDK's models, as a program does that is built on them: the SDK makes its objects, and the program
 * looks at the id and name of each, and at the id and type of each member and owner.
 */
final class SdkModels {

    private static final JsonParseNodeFactory NODES = new JsonParseNodeFactory();
    private static final List<String> LINKS = List.of("members@delta", "owners@delta");

    private SdkModels() {}

    static void read(MeasuredPage page, byte[] body, Blackhole blackhole) {
        switch (page) {
            case USERS -> users(body, blackhole);
            case GROUPS_BY_DELTA -> groupsByDelta(body, blackhole);
            case GROUPS_LISTED -> groupsListed(body, blackhole);
        }
    }

    private static void users(byte[] body, Blackhole blackhole) {
        for (User user :
                model(body, UserCollectionResponse::createFromDiscriminatorValue).getValue()) {
            blackhole.consume(user.getId());
            blackhole.consume(user.getDisplayName());
        }
    }

    /** The model has no property for the links of a delta query: they are untyped values, to be walked by hand. */
    private static void groupsByDelta(byte[] body, Blackhole blackhole) {
        for (Group group :
                model(body, DeltaGetResponse::createFromDiscriminatorValue).getValue()) {
            blackhole.consume(group.getId());
            blackhole.consume(group.getDisplayName());
            for (String links : LINKS) {
                if (group.getAdditionalData().get(links) instanceof UntypedArray array) {
                    array.getValue().forEach(link -> untypedLink(link, blackhole));
                }
            }
        }
    }

    private static void untypedLink(UntypedNode link, Blackhole blackhole) {
        Map<String, UntypedNode> properties = ((UntypedObject) link).getValue();
        blackhole.consume(properties.get("id").getValue());
        blackhole.consume(properties.get("@odata.type").getValue());
        blackhole.consume(properties.containsKey("@removed"));
    }

    private static void groupsListed(byte[] body, Blackhole blackhole) {
        for (Group group :
                model(body, GroupCollectionResponse::createFromDiscriminatorValue).getValue()) {
            blackhole.consume(group.getId());
            blackhole.consume(group.getDisplayName());
            for (DirectoryObject member : group.getMembers()) {
                blackhole.consume(member.getId());
                blackhole.consume(member.getOdataType());
            }
        }
    }

    private static <T extends Parsable> T model(byte[] body, ParsableFactory<T> factory) {
        return NODES.getParseNode("application/json", new ByteArrayInputStream(body))
                .getObjectValue(factory);
    }
}
