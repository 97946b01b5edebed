package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
    @Test
    void matchesAsARegularExpressionWould() {
        var random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            String text = word(random, "ab*", 1 + random.nextInt(8));
            String name = word(random, "ab", random.nextInt(10));

            boolean matched = new NamePattern(text).matches(name);

            assertThat(matched)
                    .as("%s against %s", name, text)
                    .isEqualTo(Pattern.matches(text.replace("*", ".*"), name));
        }
    }

    @Test
    void manyStarsCostNothing() {
        var pattern = new NamePattern("*a".repeat(60) + "b");

        assertThat(pattern.matches("a".repeat(100_000))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "../x", "a%", "a\u0000", "a\nb"})
    void whatIsNoNameIsNoPattern(String text) {
        assertThatThrownBy(() -> new NamePattern(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no pattern");
    }

    private static String word(Random random, String letters, int length) {
        var word = new StringBuilder();
        for (int at = 0; at < length; at++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}
