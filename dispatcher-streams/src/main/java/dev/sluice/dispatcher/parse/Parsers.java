package dev.sluice.dispatcher.parse;

import dev.sluice.schemas.lex.Dialect;
import java.util.List;

/** The parsers in use. */
public final class Parsers {
    /** One of each sort that jobs are made of, so that their code is loaded and initialised. */
    private static final List<String> EXAMPLES = List.of(
            "select a , count ( * ) from t join u on t . id = u . id where a in ( 1 ) group by a order by 2",
            "with q as ( select a , row_number ( ) over ( order by a ) n from t ) select * from q union all select 1 , 2",
            "insert into t ( a , b ) values ( ? , '1' )",
            "update t set a = ? where id = ?",
            "delete from t where id in ( select id from u )",
            "create table t ( a int primary key , b varchar ( 1 ) )",
            "not sql at all");

    /** JSqlParser takes time that grows with the square of the length or the depth of some texts. */
    private static final int SECOND_CHARACTERS = 4_096;

    private static final int SECOND_DEPTH = 40;

    private Parsers() {}

    /** Druid, and for what it does not know, JSqlParser. */
    public static SqlParser standard() {
        return inTurn(List.of(new DruidParser(), new OnlySmall(new JavaCcParser(), SECOND_CHARACTERS, SECOND_DEPTH)));
    }

    /** These in turn, none of which can let anything out but an answer. */
    public static SqlParser inTurn(List<SqlParser> parsers) {
        return new FirstThatUnderstands(
                parsers.stream().<SqlParser>map(CautiousParser::new).toList());
    }

    /** Parses a handful of statements in every dialect: the first parse of a process takes a third of a second. */
    public static void warmUp() {
        for (SqlParser parser :
                List.of(new CautiousParser(new DruidParser()), new CautiousParser(new JavaCcParser()))) {
            for (Dialect dialect : Dialect.values()) {
                EXAMPLES.forEach(sql -> parser.parse(sql, dialect));
            }
        }
    }
}
