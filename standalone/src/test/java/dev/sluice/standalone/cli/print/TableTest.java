package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTest {
    private static List<@Nullable String> row(@Nullable String... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    @Test
    void numbersStandRightAndTextStandsLeft() {
        List<String> lines =
                Table.lines(List.of("name", "n"), List.of(row("a", "5"), row("longer", "1234"), row(null, null)), 80);

        assertThat(lines)
                .containsExactly("name       n", "──────  ────", "a          5", "longer  1234", "NULL    NULL");
    }

    @Test
    void theWidestColumnGivesWayToTheWidth() {
        List<String> lines = Table.lines(List.of("id", "comment"), List.of(row("1", "x".repeat(50))), 20);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(20));
        assertThat(lines.get(2)).endsWith("x…");
    }

    @Test
    void aValueCannotSteerTheTerminal() {
        List<String> lines = Table.lines(List.of("v"), List.of(row("a\u001b[2Jb\nc\td")), 80);

        assertThat(lines.get(2)).isEqualTo("a\\u001b[2Jb\\nc\\td");
    }

    @Test
    void theColumnThatNamesTheRowIsNeverCut() {
        List<String> lines = Table.lines(List.of("job", "why"), List.of(row("j".repeat(36), "w".repeat(36))), 50);

        assertThat(lines.get(2)).isEqualTo("j".repeat(36) + "  " + "w".repeat(11) + "…");
    }
}
