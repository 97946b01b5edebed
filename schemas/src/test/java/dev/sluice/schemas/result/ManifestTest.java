package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.message.Column;
import dev.sluice.message.TruncationReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    @Test
    void aManifestReadsAsItWasWritten() {
        Manifest manifest = new Manifest(
                "6b3f6c1e-0000-4000-8000-000000000000",
                3_000_000_000L,
                30_000_000_000L,
                "ab",
                Instant.parse("2026-11-28T10:00:00.123Z"),
                TruncationReason.MAX_ROWS,
                List.of(new Column("n \"1\"", "int4", "integer", true)),
                List.of(new PartIndex.Part(3_000_000_000L, 30_000_000_000L)));

        assertThat(Manifest.parse(manifest.json())).isEqualTo(manifest);
        assertThat(manifest.withoutColumns().columns()).isEmpty();
    }

    @Test
    void aManifestOfTheReleaseBeforeIsRead() {
        Manifest manifest =
                Manifest.parse("{\"format\":\"json-rows\",\"version\":1,\"expiresAt\":\"2026-11-28T10:00:00Z\"}");

        assertThat(manifest.truncated()).isEqualTo(TruncationReason.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"format\":\"json-rows\",\"version\":2}",
                "{\"format\":\"json-rows\",\"version\":1}"
            })
    void whatIsNoManifestIsRefused(String text) {
        assertThatThrownBy(() -> Manifest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
