package dev.sluice.schemas.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantTextTest {
    private static final List<String> A_AND_B = List.of("a", "b");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT :b, :a | SELECT ?, ? | 1,0
            SELECT ?, ? | SELECT ?, ? | 0,1
            SELECT :a WHERE x = :a AND y = :b | SELECT ? WHERE x = ? AND y = ? | 0,0,1
            SELECT :a::int, x::b, :b | SELECT ? ::int, x::b, ? | 0,1
            SELECT ':a', ":b", :a, :b -- :a | SELECT ':a', ":b", ?, ? -- :a | 0,1
            SELECT $$ :a $$, /* :b */ :a, E'\\':b', :b | SELECT $$ :a $$, /* :b */ ?, E'\\':b', ? | 0,1
            SELECT f(x := :a), :b | SELECT f(x := ?), ? | 0,1
            SELECT : a, :a, :b | SELECT : a, ?, ? | 0,1
            SELECT x[1:2], :a, :b; | SELECT x[1:2], ?, ?; | 0,1
            SELECT j ?? 'k', :a, :b | SELECT j ?? 'k', ?, ? | 0,1
            SELECT (:a),(:b) | SELECT (?),(?) | 0,1
            LIMIT:a OFFSET:b | LIMIT? OFFSET? | 0,1
            """)
    void placeholdersBecomeQuestionMarksWhereverTheyStand(String text, String sql, String order) {
        VariantText read = VariantText.read(text, A_AND_B, "postgresql");

        assertThat(read.sql()).isEqualTo(sql);
        assertThat(read.order().stream().map(String::valueOf).toList()).containsExactly(order.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT :a, :c, :b | :c is no parameter
            SELECT :a, :A, :b | :A is no parameter
            SELECT :a | does not use the parameters b
            SELECT ? | 1 question marks for 2
            SELECT ?, ?, ? | 3 question marks for 2
            SELECT :a, :b, ? | both :name and ?
            SELECT :a; SELECT :b | more than one statement
            SELECT :a, ':b | never ends
            -- :a :b | no statement
            """)
    void whatDoesNotFitItsParametersIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> VariantText.read(text, A_AND_B, "postgresql"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
