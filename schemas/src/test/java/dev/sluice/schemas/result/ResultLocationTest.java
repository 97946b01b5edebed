package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLocationTest {
    private static final String ID = "6b3f6c1e-0000-4000-8000-000000000000";
    private final ResultLocation location =
            ResultLocation.parse("s3://bucket/some/prefix/?endpoint=http://localhost:9000&pathStyle=true");

    @Test
    void aUriNamesStoreAndOptionsAndItsResultsShowNoneOfThem() {
        ResultPlace place = new ResultPlace(LocalDate.of(2026, 11, 28), ID);

        assertThat(location.scheme()).isEqualTo("s3");
        assertThat(location.options()).isEqualTo(Map.of("endpoint", "http://localhost:9000", "pathStyle", "true"));
        assertThat(location.uriOf(place)).isEqualTo("s3://bucket/some/prefix/2026-11-28/" + ID);
        assertThat(location.placeOf(location.uriOf(place))).contains(place);
    }

    @Test
    void aPathIsAFolder() {
        assertThat(ResultLocation.parse("/var/lib/results").uri()).hasToString("file:///var/lib/results");
        assertThat(ResultLocation.parse("results").scheme()).isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://other/some/prefix/2026-11-28/" + ID,
                "s3://bucket/some/prefix/2026-11-28/../../x",
                "s3://bucket/some/prefix/../2026-11-28/" + ID,
                "s3://bucket/some/prefix/2026-11-28/" + ID + "/rows.json",
                "s3://bucket/some/prefix/today/" + ID,
                "s3://bucket/some/prefixes/2026-11-28/" + ID,
                "file:///etc/passwd",
                "",
            })
    void aUriFromOutsideOpensNothingButAResultHere(String claimed) {
        assertThat(location.placeOf(claimed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://user:word@bucket/x", "s3://bucket/x#y"})
    void whatCannotBeALocationIsRefused(String text) {
        assertThatThrownBy(() -> ResultLocation.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "../../../../etc/passwd-aaaaaaaaaaaaaaaaaaaa", "6B3F6C1E-0000-4000-8000-000000000000"})
    void aNameIsAUuidOrNone(String resultId) {
        assertThatThrownBy(() -> new ResultPlace(LocalDate.of(2026, 11, 28), resultId))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
