package dev.sluice.benchmarks.classify;

/** Texts made to keep whoever reads them busy, as long as the limits allow or longer. */
enum HostileText {
    PARENTHESES("3,000 nested parentheses", "select " + "(".repeat(3_000) + "1" + ")".repeat(3_000)),
    NESTED("99 nested conditions", "select * from t where " + "(a = 1 and b or ".repeat(99) + "c" + ")".repeat(99)),
    QUERIES("99 nested queries", "select * from " + "(select * from ".repeat(99) + "t" + ") x".repeat(99)),
    OPEN("99 parentheses without end", "select " + "(".repeat(99)),
    CASES("CASE 16 deep", "select " + "case when a = 1 then ".repeat(16) + "1" + " else 2 end".repeat(16)),
    MANY_CASES("CASE 1,200 deep", "select " + "case when a then ".repeat(1_200) + "1" + " end".repeat(1_200)),
    VALUES_IN("100 KB list of values", "select * from t where a in (1" + ", 12345".repeat(14_600) + ")"),
    COLUMNS_IN("30 KB list of columns", "select * from t where a in (b" + ", b123".repeat(4_990) + ")"),
    MEGABYTE("1 MB", "select '" + "x".repeat(1 << 20) + "'"),
    LONGEST("250 KB of comments", "select 1 " + "/* ; */".repeat(35_000)),
    DISJUNCTION("5,000 ORs", "select * from t where a = 1" + " or a = 2".repeat(5_000)),
    UNIONS("10,000 UNIONs", "select 1" + " union select 1".repeat(10_000)),
    FEWER_UNIONS("1,600 UNIONs", "select 1" + " union all select a from t".repeat(1_600)),
    JOINS("1,400 joins", "select * from t a" + " join t b on a = b".repeat(1_400)),
    ROWS("14,000 rows", "insert into t values (1, 'x')" + ", (1, 'x')".repeat(14_000)),
    COMMON("12,000 common tables", "with a as (select 1)" + ", a as (select 1)".repeat(12_000) + " select 1"),
    WITHS("10,000 times WITH", "with x as (select 1) ".repeat(10_000) + "select * from a" + ", b".repeat(8_000)),
    FUNCTIONS("20,000 functions", "select 1" + numbered(", f%d()")),
    TABLES("20,000 tables", "select * from t" + numbered(", t%d")),
    SINGLE_QUOTES("1 MB of single quotes", "'".repeat((1 << 20) - 1)),
    DOUBLE_QUOTES("250 KB of double quotes", "\"".repeat(250_001)),
    BACKTICKS("250 KB of backticks", "`".repeat(250_001)),
    DOLLARS("250 KB of dollar quotes", "select " + "$a$ $b$ ".repeat(31_000)),
    COMMENTS("250 KB of openings of comments", "select /*" + "/*".repeat(125_000));

    private static final int MANY = 20_000;

    private final String title;
    private final String sql;

    HostileText(String title, String sql) {
        this.title = title;
        this.sql = sql;
    }

    String title() {
        return title;
    }

    String sql() {
        return sql;
    }

    private static String numbered(String piece) {
        var text = new StringBuilder();
        for (int at = 0; at < MANY; at++) {
            text.append(piece.formatted(at));
        }
        return text.toString();
    }
}
