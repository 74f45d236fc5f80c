package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Assigning products, directly and through groups. */
class LicencesWritingTest extends WritingTest {

    @Test
    void aProduct_isAssignedWithoutAPlan_andTakenAway() {
        String user = locatedUser();
        DirectoryObject product = product(0);
        String plan = product.value(product.type().properties().get("servicePlans"))
                .path(0)
                .path("servicePlanId")
                .asText();
        int used = used(product);

        Reply reply = assign("/users/" + user, sku(product), "'" + plan + "'", "");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(licences(user).at("/0/disabledPlans/0").asText()).isEqualTo(plan);
        assertThat(used(product(0))).isEqualTo(used + 1);
        assertThat(activities().get(0)).isEqualTo("Change user license");
        assertThat(remove(user, sku(product)).status()).isEqualTo(200);
        assertThat(remove(user, sku(product)).message()).isEqualTo("User does not have a corresponding license.");
        assertThat(used(product(0))).isEqualTo(used);
    }

    @Test
    void whatCannotBe_isRefused() {
        String user = newUser();
        DirectoryObject product = product(1);

        assertThat(assign("/users/" + user, sku(product), "", "").message())
                .isEqualTo("License assignment cannot be done for user with invalid usage location.");
        patch("/users/" + user, "{'usageLocation':'DE'}");
        assertThat(post("/users/" + user + "/assignLicense", "{'addLicenses':[]}")
                        .message())
                .contains("missing parameters are: removeLicenses");
        assertThat(assign("/users/" + user, STRANGER, "", "").message()).contains("valid company License");
        assertThat(assign("/users/" + user, sku(product), "'" + STRANGER + "'", "")
                        .message())
                .contains("is not part of license");
        buy(product, 0);
        assertThat(assign("/users/" + user, sku(product), "", "").message())
                .isEqualTo("Subscription with SKU " + sku(product) + " does not have any available licenses.");
        buy(product, 500);
        assertThat(assign("/users/" + user, sku(product), "", "").status()).isEqualTo(200);
    }

    @Test
    void plansThatExcludeEachOther_areRefused_unlessOneIsOff() {
        String user = locatedUser();
        List<DirectoryObject> products = List.of(product(2), product(3));
        plan(products.get(0), "EXCHANGE_S_STANDARD");
        plan(products.get(1), "EXCHANGE_S_ENTERPRISE");

        assertThat(assign("/users/" + user, sku(products.get(0)), "", "").status())
                .isEqualTo(200);
        assertThat(assign("/users/" + user, sku(products.get(1)), "", "").message())
                .contains("mutually exclusive");
        assertThat(assign("/users/" + user, sku(products.get(1)), "'" + STRANGER + "'", "")
                        .status())
                .isEqualTo(200);
        assertThat(licences(user)).hasSize(2);
    }

    @Test
    void whatComesThroughAGroup_isTakenAwayThere_andRunsOut() {
        String group = newGroup();
        List<String> users = List.of(newUser(), newUser());
        users.forEach(user -> post("/groups/" + group + "/members/$ref", reference(user)));
        DirectoryObject product = product(0);
        buy(product, used(product) + 1);

        Reply reply = assign("/groups/" + group, sku(product), "", "");

        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        assertThat(remove(users.get(0), sku(product)).message()).contains("inherited from a group membership");
        assertThat(state(users.get(0)).path("state").asText()).isEqualTo("Active");
        assertThat(state(users.get(1)).path("error").asText()).isEqualTo("CountViolation");
        assertThat(licences(users.get(1))).isEmpty();
        assertThat(post(
                                "/groups/" + group + "/assignLicense",
                                "{'addLicenses':[],'removeLicenses':['" + sku(product) + "']}")
                        .status())
                .isEqualTo(202);
        assertThat(licences(users.get(0))).isEmpty();
        buy(product, 500);
    }

    private String locatedUser() {
        String user = newUser();
        patch("/users/" + user, "{'usageLocation':'DE'}");
        return user;
    }

    private Reply assign(String path, String sku, String disabled, String removed) {
        return post(
                path + "/assignLicense",
                "{'addLicenses':[{'skuId':'" + sku + "','disabledPlans':[" + disabled + "]}],'removeLicenses':["
                        + removed + "]}");
    }

    private Reply remove(String user, String sku) {
        return post("/users/" + user + "/assignLicense", "{'addLicenses':[],'removeLicenses':['" + sku + "']}");
    }

    private DirectoryObject product(int number) {
        return all(ObjectType.SUBSCRIBED_SKU, any -> true).get(number);
    }

    private void buy(DirectoryObject product, int units) {
        simulator.tenant().update(product.id(), Map.of("prepaidUnits", Map.of("enabled", units, "warning", 0)));
    }

    private void plan(DirectoryObject product, String name) {
        simulator
                .tenant()
                .update(
                        product.id(),
                        Map.of("servicePlans", List.of(Map.of("servicePlanId", STRANGER, "servicePlanName", name))));
    }

    private static String sku(DirectoryObject product) {
        return String.valueOf(product.text("skuId"));
    }

    private static int used(DirectoryObject product) {
        return product.value(product.type().properties().get("consumedUnits")).asInt();
    }

    private JsonNode licences(String user) {
        return client.get("/users/" + user + "?$select=assignedLicenses").body().path("assignedLicenses");
    }

    private JsonNode state(String user) {
        return client.get("/users/" + user + "?$select=licenseAssignmentStates")
                .body()
                .at("/licenseAssignmentStates/0");
    }
}
