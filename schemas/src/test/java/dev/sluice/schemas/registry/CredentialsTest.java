package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void theSettingIsReadInEachOfItsSpellings() {
        assertThat(Credentials.parse(" ")).isEqualTo(new Credentials.None());
        assertThat(Credentials.parse("Bearer abc")).isEqualTo(new Credentials.Bearer("abc"));
        assertThat(Credentials.parse("Basic me:se:cret")).isEqualTo(new Credentials.Basic("me", "se:cret"));
        assertThat(Credentials.parse("basic bWU6c2U6Y3JldA==")).isEqualTo(new Credentials.Basic("me", "se:cret"));
    }

    @Test
    void whatIsNeitherIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> Credentials.parse("s3cret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("registry.authorization")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> Credentials.parse("Basic bm9jb2xvbg=="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user:password");
        assertThatThrownBy(() -> Credentials.parse("Basic not*base64"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user:password");
    }

    @Test
    void secretsAreNeverPrinted() {
        RegistrySettings settings =
                RegistrySettings.at(URI.create("http://localhost:8081"), new Credentials.Basic("me", "s3cret"));

        assertThat(settings.toString()).contains("me").doesNotContain("s3cret");
        assertThat(new Credentials.Bearer("s3cret").toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> RegistrySettings.at(URI.create("http://me:s3cret@localhost:8081")))
                .hasMessageContaining("registry.authorization")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aUrlThatIsNoneOfARegistryIsRefused() {
        assertThatThrownBy(() -> RegistrySettings.at(URI.create("localhost:8081")))
                .hasMessageContaining("http");
        assertThatThrownBy(() -> RegistrySettings.at(URI.create("ftp://x"))).hasMessageContaining("http");
    }
}
