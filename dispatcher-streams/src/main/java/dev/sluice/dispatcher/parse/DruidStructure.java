package dev.sluice.dispatcher.parse;

import com.alibaba.druid.sql.ast.SQLObject;
import com.alibaba.druid.sql.ast.SQLOver;
import com.alibaba.druid.sql.ast.SQLStatement;
import com.alibaba.druid.sql.ast.expr.SQLAggregateExpr;
import com.alibaba.druid.sql.ast.statement.SQLDeleteStatement;
import com.alibaba.druid.sql.ast.statement.SQLDescribeStatement;
import com.alibaba.druid.sql.ast.statement.SQLExplainStatement;
import com.alibaba.druid.sql.ast.statement.SQLInsertInto;
import com.alibaba.druid.sql.ast.statement.SQLJoinTableSource;
import com.alibaba.druid.sql.ast.statement.SQLMergeStatement;
import com.alibaba.druid.sql.ast.statement.SQLReplaceStatement;
import com.alibaba.druid.sql.ast.statement.SQLSelectGroupByClause;
import com.alibaba.druid.sql.ast.statement.SQLSelectQueryBlock;
import com.alibaba.druid.sql.ast.statement.SQLSelectStatement;
import com.alibaba.druid.sql.ast.statement.SQLShowStatement;
import com.alibaba.druid.sql.ast.statement.SQLUnionQuery;
import com.alibaba.druid.sql.ast.statement.SQLUpdateStatement;
import com.alibaba.druid.sql.ast.statement.SQLWithSubqueryClause;
import com.alibaba.druid.sql.dialect.db2.visitor.DB2ASTVisitor;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlSelectQueryBlock;
import com.alibaba.druid.sql.dialect.mysql.visitor.MySqlASTVisitor;
import com.alibaba.druid.sql.dialect.postgresql.ast.stmt.PGSelectQueryBlock;
import com.alibaba.druid.sql.dialect.postgresql.visitor.PGASTVisitor;
import java.util.EnumMap;
import java.util.Map;

/** Walks Druid's tree of one statement and counts. It must be a visitor of every dialect, or Druid skips that dialect's nodes. */
final class DruidStructure implements PGASTVisitor, MySqlASTVisitor, DB2ASTVisitor {
    private final Map<Feature, Integer> counts = new EnumMap<>(Feature.class);
    private boolean changes;
    private int queries;

    DruidStructure(SQLStatement statement) {
        changes = !reads(statement);
        statement.accept(this);
        // What EXPLAIN explains is not done; that ANALYZE does it, the tokens tell.
        changes &= !(statement instanceof SQLExplainStatement);
    }

    Parse.Effect effect() {
        return changes ? Parse.Effect.CHANGES : Parse.Effect.READS;
    }

    Structure structure() {
        int named = counts.getOrDefault(Feature.COMMON_TABLE, 0);
        int united = counts.getOrDefault(Feature.SET_OPERATION, 0);
        int leading = queries > 0 ? 1 : 0;
        counts.put(Feature.SUBQUERY, Math.max(queries - leading - named - united, 0));
        return new Structure(counts);
    }

    @Override
    public void preVisit(SQLObject node) {
        switch (node) {
            case SQLSelectQueryBlock block -> query(block);
            case SQLUnionQuery union ->
                count(Feature.SET_OPERATION, Math.max(union.getRelations().size(), 2) - 1);
            case SQLJoinTableSource join -> count(Feature.JOIN, 1);
            case SQLAggregateExpr aggregate -> aggregate(aggregate);
            case SQLOver over -> count(Feature.WINDOW, 1);
            case SQLSelectGroupByClause group -> count(Feature.GROUPING, 1);
            case SQLWithSubqueryClause.Entry common -> count(Feature.COMMON_TABLE, 1);
            case SQLInsertInto insert -> changes = true;
            case SQLUpdateStatement update -> changes = true;
            case SQLDeleteStatement delete -> changes = true;
            case SQLMergeStatement merge -> changes = true;
            case SQLReplaceStatement replace -> changes = true;
            default -> {}
        }
    }

    private static boolean reads(SQLStatement statement) {
        return statement instanceof SQLSelectStatement
                || statement instanceof SQLExplainStatement
                || statement instanceof SQLDescribeStatement
                || statement instanceof SQLShowStatement;
    }

    private void query(SQLSelectQueryBlock block) {
        queries++;
        if (block.getInto() != null) {
            changes = true;
        }
        if (block.getDistionOption() != 0) {
            count(Feature.GROUPING, 1);
        }
        if (locks(block)) {
            changes = true;
            count(Feature.ROW_LOCK, 1);
        }
    }

    private static boolean locks(SQLSelectQueryBlock block) {
        return block.isForUpdate()
                || block.isForShare()
                || (block instanceof PGSelectQueryBlock postgres && postgres.getForClause() != null)
                || (block instanceof MySqlSelectQueryBlock mysql && mysql.isLockInShareMode());
    }

    private void aggregate(SQLAggregateExpr aggregate) {
        boolean windowed = aggregate.getOver() != null || aggregate.getOverRef() != null;
        count(windowed ? Feature.WINDOW : Feature.AGGREGATE, 1);
    }

    private void count(Feature feature, int more) {
        counts.merge(feature, more, Integer::sum);
    }
}
