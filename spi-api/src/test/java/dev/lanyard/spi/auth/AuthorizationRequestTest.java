package dev.lanyard.spi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationRequestTest {

    private static final AuthorizationRequest REQUEST = new AuthorizationRequest(
            URI.create("https://login.example/authorize?state=this%20one"),
            URI.create("http://localhost:49152"),
            Secret.of("this one"),
            Secret.of("the verifier"));

    @Test
    void answer_toThisRequest_holdsTheCode() {
        assertThat(REQUEST.answer("code=a%2Bb%3D&session_state=1&state=this+one"))
                .isEqualTo(new AuthorizationAnswer.Code(Secret.of("a+b=")));
    }

    @Test
    void answer_ofARefusal_holdsTheReason() {
        assertThat(REQUEST.answer("error=access_denied&error_description=No%20consent&state=this%20one"))
                .isEqualTo(new AuthorizationAnswer.Refused("access_denied", "No consent"));
    }

    @Test
    void answer_withCodeAndError_isARefusal() {
        assertThat(REQUEST.answer("code=c&error=access_denied&state=this%20one"))
                .isEqualTo(new AuthorizationAnswer.Refused("access_denied", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "code=stolen",
                "code=stolen&state=",
                "code=stolen&state=that%20one",
                "error=access_denied&state=that%20one",
                "code=stolen&state=this%20one&code=stolen",
                "code=stolen&state=that%20one&state=this%20one",
                "code=stolen%zz&state=this%20one",
                "code=&state=this%20one",
                "state=this%20one",
            })
    void answer_toAnotherRequest_orUnreadable_isRefusedWithoutAWordOfIt(String query) {
        assertThatThrownBy(() -> REQUEST.answer(query))
                .isInstanceOfSatisfying(ConnectorException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID);
                    assertThat(refused.remedy()).contains("begin the sign-in anew");
                })
                .hasMessageNotContaining("stolen")
                .hasMessageNotContaining("one\"")
                .hasMessageNotContaining("this one");
    }

    @Test
    void toString_showsNeitherStateNorVerifier() {
        assertThat(REQUEST.toString())
                .contains("login.example", "http://localhost:49152")
                .doesNotContain("this%20one", "this one", "verifier");
    }
}
