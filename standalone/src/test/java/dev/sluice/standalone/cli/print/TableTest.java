package dev.sluice.standalone.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
    void freeTextGivesWayToTheWidth() {
        List<String> lines =
                Table.lines(List.of("id", "comment"), List.of(row("1", "x".repeat(50))), 20, Set.of("comment"));

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(20));
        assertThat(lines.get(2)).endsWith("x…");
    }

    @Test
    void whereNobodyWatchesNothingIsCut() {
        Table table = new Table(List.of("v"), List.of(row("short")), Screen.UNLIMITED);

        assertThat(table.line(row("x".repeat(500)))).isEqualTo("x".repeat(500));
    }

    @Test
    void onATerminalTheNumbersOfAResultAreWhole() {
        Table table = new Table(List.of("n", "t"), List.of(row("1234567890123", "t".repeat(60))), 30);

        assertThat(table.line(row("1234567890123", "t".repeat(60))))
                .startsWith("1234567890123  t")
                .hasSize(30);
    }

    @Test
    void aValueCannotSteerTheTerminal() {
        List<String> lines = Table.lines(List.of("v"), List.of(row("a\u001b[2Jb\nc\td")), 80);

        assertThat(lines.get(2)).isEqualTo("a\\u001b[2Jb\\nc\\td");
    }

    @Test
    void whatIsNoFreeTextIsNeverCut() {
        List<String> lines =
                Table.lines(List.of("job", "why"), List.of(row("j".repeat(36), "w".repeat(36))), 50, Set.of("why"));

        assertThat(lines.get(2)).isEqualTo("j".repeat(36) + "  " + "w".repeat(11) + "…");
    }
}
