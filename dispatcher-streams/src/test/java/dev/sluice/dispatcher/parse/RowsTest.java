package dev.sluice.dispatcher.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        insert into t values ( 1 , '1' ) , ( 1 , '1' ) , ( - 1 , null ) returning a | insert into t values ( 1 , '1' ) returning a
        insert into t values ( ? , ? ) , ( ? , default ) | insert into t values ( ? , ? )
        insert into t values ( 1 ) , ( ( select a from secret ) ) , ( 1 ) | insert into t values ( 1 ) , ( ( select a from secret ) ) , ( 1 )
        insert into t values ( 1 ) , ( f ( 1 ) ) | insert into t values ( 1 ) , ( f ( 1 ) )
        insert into t values ( now ( ) ) , ( 1 ) | insert into t values ( now ( ) ) , ( 1 )
        select * from ( values ( 1 ) , ( 1 ) ) a , ( values ( 1 ) , ( 1 ) ) b | select * from ( values ( 1 ) ) a , ( values ( 1 ) ) b
        insert into t values ( 1 ) , ( 1 | insert into t values ( 1 ) , ( 1
        insert into t values ( | insert into t values (
        insert into t values ( 1 ), ( 1 ) | insert into t values ( 1 ), ( 1 )
        select a from t where a in ( 1 ) , ( 1 ) | select a from t where a in ( 1 ) , ( 1 )
        """)
    void rowsOfConstantsAreKeptOnce(String normal, String once) {
        assertThat(Rows.once(normal)).isEqualTo(once);
    }
}
