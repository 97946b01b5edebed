package dev.sluice.dispatcher.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.lex.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParsersTest {
    private static final Parse READS = new Parse.Understood(Parse.Effect.READS, Optional.empty());

    @ParameterizedTest
    @MethodSource
    void whateverAParserThrowsIsNoMoreThanATextNotUnderstood(Throwable thrown) {
        SqlParser parser = Parsers.inTurn(List.of(throwing(thrown)));

        assertThat(parser.parse("select 1", Dialect.POSTGRESQL)).isInstanceOf(Parse.NotUnderstood.class);
    }

    static Stream<Throwable> whateverAParserThrowsIsNoMoreThanATextNotUnderstood() {
        return Stream.of(
                new StackOverflowError(),
                new NoClassDefFoundError("x"),
                new ExceptionInInitializerError("x"),
                new AssertionError("x"),
                new ClassCastException("x"),
                new NullPointerException("x"),
                new UnsupportedOperationException("x"));
    }

    @Test
    void aProcessThatIsOutOfMemoryIsNoParsersAffair() {
        SqlParser parser = Parsers.inTurn(List.of(throwing(new OutOfMemoryError("x"))));

        assertThatThrownBy(() -> parser.parse("select 1", Dialect.POSTGRESQL)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void theSecondIsAskedWhatTheFirstDoesNotUnderstand() {
        SqlParser parser = Parsers.inTurn(List.of(throwing(new StackOverflowError()), (sql, dialect) -> READS));

        assertThat(parser.parse("select 1", Dialect.POSTGRESQL)).isEqualTo(READS);
    }

    @Test
    void aParserThatCutsATextWithoutASemicolonInTwoHasNotUnderstoodIt() {
        SqlParser parser = Parsers.inTurn(List.of((sql, dialect) -> new Parse.Several(2)));

        assertThat(parser.parse("select 1 select 2", Dialect.POSTGRESQL)).isInstanceOf(Parse.NotUnderstood.class);
        assertThat(parser.parse("select 1; select 2", Dialect.POSTGRESQL)).isInstanceOf(Parse.Several.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POSTGRESQL | select a from t where j @> '1' :: jsonb and b = any ( ? )
        POSTGRESQL | select a ?? '1' from t
        POSTGRESQL | explain ( analyze , buffers ) select * from t
        POSTGRESQL | insert into t ( id ) ( select generate_series ( 1 , 1 ) )
        POSTGRESQL | select * from t where id = $1 for update skip locked
        MYSQL | insert into t ( a ) values ( ? ) on duplicate key update a = values ( a )
        SQLITE | insert or replace into t values ( ? )
        DB2 | select * from t fetch first 1 rows only with ur
        STANDARD | select a , count ( * ) from t group by a
        """)
    void oneOfThoseInUseUnderstands(Dialect dialect, String sql) {
        assertThat(Parsers.standard().parse(sql, dialect)).isInstanceOf(Parse.Understood.class);
    }

    @Test
    void blankLinesEndNoStatement() {
        Parse parse = new JavaCcParser().parse("select 1\n\n\n\nfrom t\r\n\r\n\r\nwhere a = 1", Dialect.POSTGRESQL);

        assertThat(parse).isEqualTo(READS);
    }

    private static SqlParser throwing(Throwable thrown) {
        return (sql, dialect) -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        };
    }
}
