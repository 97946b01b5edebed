package dev.sluice.schemas.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateParameter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateRulesTest {
    @Test
    void aSoundTemplateHasNoProblems() {
        var usual = new ParameterValue(null, ParameterType.DATE, "2020-01-31");
        QueryTemplate template = template("orders", 1)
                .setParameters(List.of(
                        new TemplateParameter("id", ParameterType.LONG, true, null),
                        new TemplateParameter("since", ParameterType.DATE, false, usual)))
                .setVariants(Map.of("*", "select :id, :since", "postgresql", "select :since::date, :id"))
                .build();

        assertThat(TemplateRules.problems(template)).isEmpty();
        assertThat(TemplateRules.key("orders", 1)).isEqualTo("orders@1");
    }

    @Test
    void everyProblemIsNamedAtOnceWithItsField() {
        var noDate = new ParameterValue(null, ParameterType.DATE, "tomorrow");
        QueryTemplate template = template("a/b", 0)
                .setTimeoutMillis(0L)
                .setParameters(List.of(
                        new TemplateParameter("1st", ParameterType.LONG, true, null),
                        new TemplateParameter("x", ParameterType.DATE, true, noDate),
                        new TemplateParameter("x", ParameterType.LONG, true, null)))
                .setVariants(Map.of("Postgre SQL", " "))
                .build();

        assertThat(TemplateRules.problems(template))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly(
                        "queryId",
                        "version",
                        "timeoutMillis",
                        "parameters.1st",
                        "parameters.x",
                        "parameters.x",
                        "parameters.x",
                        "variants.Postgre SQL",
                        "variants.Postgre SQL");
    }

    @Test
    void theSqlIsReadWithItsParameters() {
        QueryTemplate template = template("orders", 1)
                .setParameters(List.of(new TemplateParameter("id", ParameterType.LONG, true, null)))
                .setVariants(Map.of("*", "select :di", "sqlite", "select :id; select 2", "mysql", "select `:id`"))
                .build();

        assertThat(TemplateRules.problems(template))
                .containsExactly(
                        "variants.*: :di is no parameter of it",
                        "variants.mysql: it has 0 question marks for 1 parameters",
                        "variants.sqlite: it holds more than one statement");
    }

    @Test
    void aTemplateNeedsSql() {
        assertThat(TemplateRules.problems(template("orders", 1).build()))
                .singleElement()
                .asString()
                .startsWith("variants");
    }

    private static QueryTemplate.Builder template(String queryId, int version) {
        return QueryTemplate.newBuilder()
                .setQueryId(queryId)
                .setVersion(version)
                .setDescription("")
                .setUpdatedAt(Instant.EPOCH);
    }
}
