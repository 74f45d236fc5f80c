package dev.lanyard.entra.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.kiota.HttpMethod;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    private static final String BASE = "https://graph.example/v1.0";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users?$top=50 | GET /users | 2",
                "/users?%24select=id&%24top=999 | GET /users | 1",
                "/users?$expand=manager($select=id)&$select=id | GET /users | 2",
                "/users/someone@contoso.example | GET /users/{id} | 1",
                "/users/not-even-an-id | GET /users/{id} | 1",
                "/users/$count | GET /users/$count | 1",
                "/users/delta | GET /users/delta | 1",
                "/groups/delta()?$deltatoken=x | GET /groups/delta | 1",
                "/groups/00000000-0000-0000-0000-000000000001/members | GET /groups/{id}/members | 3",
                "/groups/1/members?$select=id&$top=5 | GET /groups/{id}/members | 1",
                "/groups/1/members/microsoft.graph.user | GET /groups/{id}/members/microsoft.graph.user | 3",
                "/groups/1/transitiveMembers?$select=id | GET /groups/{id}/transitiveMembers | 4",
                "/groups/1/owners/2/$ref | GET /groups/{id}/owners/{id}/$ref | 1",
                "/groups('1')/owners | GET /groups/{id}/owners | 1",
                "/servicePrincipals(appId='1') | GET /servicePrincipals/{id} | 1",
                "/directoryObjects/1 | GET /directoryObjects/{id} | 1",
                "/organization | GET /organization | 1",
            })
    void name_hasNoIds_andCostFollowsTheOptions(String address, String name, long units) {
        Endpoint endpoint = Endpoint.of(HttpMethod.GET, URI.create(BASE + address.strip()), BASE);

        assertThat(endpoint.name()).isEqualTo(name);
        assertThat(ResourceUnits.estimate(endpoint)).isEqualTo(units);
    }
}
