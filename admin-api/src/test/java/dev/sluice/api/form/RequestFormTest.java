package dev.sluice.api.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.problem.FieldProblem;
import dev.sluice.api.problem.ProblemException;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFormTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final CallHeaders NONE = new CallHeaders(Optional.empty(), Optional.empty(), Optional.empty());

    private final RequestForm form =
            new RequestForm(new Topics("sluice"), TenantBinding.OPEN, InstantSource.fixed(NOW));

    @Test
    void theLeastRequestGetsDefaults() {
        QueryRequest request = filled("{\"database\": \"demo\", \"sql\": \"select 1\"}", NONE);

        assertThat(request.getTenant()).isEqualTo("default");
        assertThat(request.getPrincipal()).isEqualTo("anonymous");
        assertThat(request.getTopic()).isEqualTo("sluice.requests.normal");
        assertThat(request.getSubmittedAt()).isEqualTo(NOW);
        assertThat(request.getJobId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(request.getQuery()).isEqualTo(new SqlText(List.of("select 1")));
    }

    @Test
    void everyFieldIsRead() {
        QueryRequest request = filled("""
                {"jobId": "0193e000-0000-7000-8000-000000000001", "tenant": "acme", "principal": "ann", "database": "demo",
                 "statements": ["update a set n = ?", "delete from b"], "parameters": [1], "priority": "HIGH",
                 "deadline": "2026-11-22T00:00:00Z", "timeout": "5m", "maxRows": 10, "maxBytes": 2000,
                 "labels": {"team": "a"}, "validateOnly": true, "replyTo": "sluice.replies.acme"}""", NONE);

        assertThat(request.getJobId()).isEqualTo("0193e000-0000-7000-8000-000000000001");
        assertThat(request.getTopic()).isEqualTo("sluice.requests.high");
        assertThat(request.getQuery()).isEqualTo(new SqlText(List.of("update a set n = ?", "delete from b")));
        assertThat(request.getDeadline()).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(request.getTimeoutMillis()).isEqualTo(300_000);
        assertThat(request.getMaxRows()).isEqualTo(10);
        assertThat(request.getMaxBytes()).isEqualTo(2_000);
        assertThat(request.getLabels()).containsEntry("team", "a");
        assertThat(request.getValidateOnly()).isTrue();
        assertThat(request.getReplyTo()).isEqualTo("sluice.replies.acme");
    }

    @Test
    void theBodyNamesTheTenantBeforeTheHeader() {
        CallHeaders headers = new CallHeaders(Optional.of("globex"), Optional.empty(), Optional.empty());

        assertThat(filled("{\"database\": \"d\", \"sql\": \"x\"}", headers).getTenant())
                .isEqualTo("globex");
        assertThat(filled("{\"database\": \"d\", \"sql\": \"x\", \"tenant\": \"acme\"}", headers)
                        .getTenant())
                .isEqualTo("acme");
    }

    @Test
    void anIdempotencyKeyIsTheSameIdWithinATenantOnly() {
        CallHeaders headers = new CallHeaders(Optional.empty(), Optional.of("nightly"), Optional.empty());
        String one = filled("{\"database\": \"d\", \"sql\": \"x\"}", headers).getJobId();
        String again = filled("{\"database\": \"d\", \"sql\": \"y\"}", headers).getJobId();
        String other = filled("{\"database\": \"d\", \"sql\": \"x\", \"tenant\": \"acme\"}", headers)
                .getJobId();

        assertThat(again).isEqualTo(one).isNotEqualTo(other);
        assertThat(one).matches("[0-9a-f-]{14}8[0-9a-f]{3}-[89ab][0-9a-f-]{16}");
    }

    @Test
    void aTemplateIsCalledByItsId() {
        assertThat(filled("{\"database\": \"d\", \"queryId\": \"top-ten\", \"version\": 3}", NONE)
                        .getQuery())
                .isEqualTo(new TemplateCall("top-ten", 3));
    }

    @Test
    void parametersOfATemplateMayBeAnObjectOfNamesAndValues() {
        QueryRequest request = filled("""
                {"database": "d", "queryId": "q",
                 "parameters": {"day": {"type": "date", "value": "2020-01-31"}, "n": 7, "nothing": null}}""", NONE);

        assertThat(request.getParameters())
                .containsExactly(
                        new ParameterValue("day", ParameterType.DATE, "2020-01-31"),
                        new ParameterValue("n", ParameterType.LONG, 7L),
                        new ParameterValue("nothing", ParameterType.TEXT, null));
    }

    @Test
    void rolesAreRead() {
        QueryRequest request =
                filled("{\"database\": \"d\", \"sql\": \"x\", \"roles\": [\"analyst\", \"nightly\"]}", NONE);

        assertThat(request.getRoles()).containsExactly("analyst", "nightly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"roles\": \"analyst\"",
                "\"roles\": [\"a b\"]",
                "\"roles\": [7]",
                "\"queryId\": \"q\", \"parameters\": {\"a b\": 1}",
                "\"queryId\": \"q\", \"parameters\": {\"n\": {\"type\": \"LONG\", \"value\": 1, \"name\": \"m\"}}"
            })
    void rolesAndNamedParametersThatCannotBeUsedAreRefused(String fields) {
        String query = fields.contains("queryId") ? "" : "\"sql\": \"x\", ";

        assertThat(problems("{\"database\": \"d\", " + query + fields + "}", NONE))
                .hasSize(1);
    }

    @Test
    void bareParametersBindAsTheTypeTheyHave() {
        List<ParameterValue> values = parameters("[true, 7, 9223372036854775808, 12.50, 1e2, \"\", null, \"it's\"]");

        assertThat(values)
                .containsExactly(
                        value(ParameterType.BOOLEAN, true),
                        value(ParameterType.LONG, 7L),
                        value(ParameterType.DECIMAL, "9223372036854775808"),
                        value(ParameterType.DECIMAL, "12.50"),
                        value(ParameterType.DECIMAL, "1E+2"),
                        value(ParameterType.TEXT, ""),
                        new ParameterValue(null, ParameterType.TEXT, null),
                        value(ParameterType.TEXT, "it's"));
    }

    @Test
    void typedParametersBindAsTheTypeTheyName() {
        List<ParameterValue> values = parameters("""
                [{"type": "date", "value": "2020-01-31"}, {"type": "DOUBLE", "value": "NaN"}, {"type": "LONG", "value": "42"},
                 {"type": "BYTES", "value": "AQI="}, {"type": "DECIMAL", "value": "0.10"}, {"type": "JSON", "value": {"a": [1]}},
                 {"type": "LONG", "value": null, "name": "n"}]""");

        assertThat(values)
                .containsExactly(
                        value(ParameterType.DATE, "2020-01-31"),
                        value(ParameterType.DOUBLE, Double.NaN),
                        value(ParameterType.LONG, 42L),
                        value(ParameterType.BYTES, ByteBuffer.wrap(new byte[] {1, 2})),
                        value(ParameterType.DECIMAL, "0.10"),
                        value(ParameterType.JSON, "{\"a\":[1]}"),
                        new ParameterValue("n", ParameterType.LONG, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[1]]",
                "{}",
                "[{\"type\": \"DATE\", \"value\": \"31.1.2020\"}]",
                "[{\"type\": \"LONG\", \"value\": 1.5}]",
                "[{\"type\": \"LONG\", \"value\": \"1x\"}]",
                "[{\"type\": \"DECIMAL\", \"value\": \"1e999999999\"}]",
                "[1e999999999]",
                "[{\"type\": \"DATE\"}]",
                "[{\"value\": 1}]",
                "[{\"type\": \"MONEY\", \"value\": 1}]",
                "[{\"type\": \"BYTES\", \"value\": \"!\"}]",
                "[\"\\ud800\"]"
            })
    void parametersThatCannotBeBoundAreRefused(String parameters) {
        String body = "{\"database\": \"d\", \"sql\": \"x\", \"parameters\": " + parameters + "}";

        assertThat(problems(body, NONE)).extracting(FieldProblem::code).containsOnly(ErrorCode.INVALID_PARAMETERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sql\": \"x\" | database | INVALID_NAME",
                "\"database\": \"d\" | sql | INVALID_SQL",
                "\"database\": \"d\", \"sql\": \" \" | sql | INVALID_SQL",
                "\"database\": \"d\", \"sql\": \"a\\u0000\" | sql | INVALID_SQL",
                "\"database\": \"d\", \"sql\": \"\\udc00\" | sql | INVALID_SQL",
                "\"database\": \"d\", \"sql\": \"x\", \"queryId\": \"y\" | sql | INVALID_REQUEST",
                "\"database\": \"d\", \"statements\": [] | statements | INVALID_SQL",
                "\"database\": \"d\", \"statements\": [\"x\", 1] | statements[1] | INVALID_SQL",
                "\"database\": \"../x\", \"sql\": \"x\" | database | INVALID_NAME",
                "\"database\": \"d\", \"sql\": \"x\", \"tenant\": \"a.b\" | tenant | INVALID_NAME",
                "\"database\": \"d\", \"sql\": \"x\", \"jobId\": \"1\" | jobId | INVALID_JOB_ID",
                "\"database\": \"d\", \"sql\": \"x\", \"priority\": \"urgent\" | priority | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"deadline\": \"soon\" | deadline | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"timeout\": \"0s\" | timeout | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"maxRows\": 0 | maxRows | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"maxRows\": 1.5 | maxRows | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"labels\": {\"a\": 1} | labels | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"validateOnly\": \"yes\" | validateOnly | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"replyTo\": \"other.topic\" | replyTo | INVALID_NAME",
                "\"database\": \"d\", \"queryId\": \"q\", \"version\": 99999999999 | version | INVALID_REQUEST",
                "\"database\": \"d\", \"sql\": \"x\", \"colour\": \"red\" | colour | INVALID_REQUEST"
            })
    void aFieldThatCannotBeUsedIsNamedWithItsCode(String fields, String field, ErrorCode code) {
        assertThat(problems("{" + fields + "}", NONE)).satisfiesExactly(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    @Test
    void headersAreCheckedToo() {
        CallHeaders headers = new CallHeaders(Optional.of("a/b"), Optional.of("with space"), Optional.empty());

        assertThat(problems("{\"database\": \"d\", \"sql\": \"x\"}", headers))
                .extracting(FieldProblem::field)
                .containsExactly("Sluice-Tenant", "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"a\": 1, \"a\": 2}", "{} x", "{\"a\": 0x1}"})
    void whatIsNotOneJsonObjectIsRefused(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    private QueryRequest filled(String body, CallHeaders headers) {
        Form read = form.read(parse(body), headers);
        assertThat(read).isInstanceOf(Form.Filled.class);
        Form.Filled filled = (Form.Filled) read;
        assertThat(filled.priority()).isIn((Object[]) Priority.values());
        return filled.request();
    }

    private List<FieldProblem> problems(String body, CallHeaders headers) {
        return form.read(parse(body), headers) instanceof Form.Refused refused ? refused.problems() : List.of();
    }

    private List<ParameterValue> parameters(String parameters) {
        return filled("{\"database\": \"d\", \"sql\": \"x\", \"parameters\": " + parameters + "}", NONE)
                .getParameters();
    }

    private static ParameterValue value(ParameterType type, Object value) {
        return new ParameterValue(null, type, value);
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode parse(String body) {
        return new JsonBody(1 << 20).parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
