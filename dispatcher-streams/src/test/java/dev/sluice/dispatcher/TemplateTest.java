package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.JobError;
import dev.sluice.message.JobState;
import dev.sluice.message.JobStatement;
import dev.sluice.message.Lane;
import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryTemplate;
import dev.sluice.message.TemplateCall;
import dev.sluice.message.TemplateParameter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates on their way from the topic to the job. */
class TemplateTest {
    private static final String SQL = "select * from item where owner = :owner and made > :since and rank < :rank";

    @TempDir
    Path directory;

    private DispatcherDriver driver;

    @BeforeEach
    void start() {
        driver = new DispatcherDriver(directory);
        Requests.defineUsual(driver);
        driver.publish(template(1).build());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void valuesAreBoundByNameAndNeverBecomePartOfTheText() {
        String hostile = "x'; DROP TABLE item; --";

        call(1, named("since", ParameterType.TEXT, "2020-01-31"), named("owner", ParameterType.TEXT, hostile));

        JobStatement statement = job().getStatements().getFirst();
        assertThat(statement.getSql()).isEqualTo("select * from item where owner = ? and made > ? and rank < ?");
        assertThat(statement.getParameters())
                .containsExactly(
                        value(ParameterType.TEXT, hostile),
                        value(ParameterType.DATE, "2020-01-31"),
                        value(ParameterType.LONG, 10L));
    }

    @Test
    void valuesAreBoundByPositionAndWhatIsLeftOutGetsItsDefault() {
        call(1, value(ParameterType.TEXT, "ann"), value(ParameterType.DATE, "2020-01-31"));

        assertThat(job().getStatements().getFirst().getParameters())
                .containsExactly(
                        value(ParameterType.TEXT, "ann"),
                        value(ParameterType.DATE, "2020-01-31"),
                        value(ParameterType.LONG, 10L));
    }

    @Test
    void nullIsNotTheEmptyStringAndNeitherIsLeftOut() {
        call(1, named("owner", ParameterType.TEXT, ""), named("rank", ParameterType.LONG, null));

        assertThat(job().getStatements().getFirst().getParameters())
                .containsExactly(
                        value(ParameterType.TEXT, ""),
                        value(ParameterType.DATE, null),
                        value(ParameterType.LONG, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            colour | TEXT    | red        | no parameter 'colour'
            since  | TEXT    | yesterday  | since must be a DATE, not a TEXT
            since  | TEXT    | ''         | since must be a DATE, not a TEXT
            rank   | TEXT    | 5          | rank must be a LONG, not a TEXT
            owner  | DATE    | 2020-01-01 | owner must be a TEXT, not a DATE
            """)
    void whatDoesNotFitIsRefusedWithItsNameAndTheTypeExpected(
            String name, ParameterType type, String value, String message) {
        var owner = named("owner", ParameterType.TEXT, "ann");
        var other = named(name, type, value);

        call(1, name.equals("owner") ? new ParameterValue[] {other} : new ParameterValue[] {owner, other});

        JobError refusal = refusal();
        assertThat(refusal.getCode()).isEqualTo(ErrorCode.INVALID_PARAMETERS);
        assertThat(refusal.getMessage()).contains("Template items@1", message);
    }

    @Test
    void aMissingOneIsNamedWithItsType() {
        call(1, named("rank", ParameterType.LONG, 1L));

        assertThat(refusal().getMessage()).contains("parameter owner is missing, a TEXT");
    }

    @Test
    void tooManyAndHalfNamedOnesAreRefused() {
        var text = value(ParameterType.TEXT, "ann");
        call(1, text, text, text, text);
        String tooMany = refusal().getMessage();
        call(1, text, named("since", ParameterType.DATE, "2020-01-31"));
        String halfNamed = refusal().getMessage();

        assertThat(tooMany).contains("it takes 3 parameters (owner TEXT, since DATE, rank LONG), 4 were given");
        assertThat(halfNamed).contains("by name or all by position");
    }

    @Test
    void theVariantOfTheEngineIsTaken() {
        driver.publish(template(2)
                .setVariants(Map.of("*", SQL, "postgresql", "select :rank::int, :owner::text, :since::date, :owner"))
                .build());

        call(2, named("owner", ParameterType.TEXT, "ann"));

        JobStatement statement = job().getStatements().getFirst();
        assertThat(statement.getSql()).isEqualTo("select ? ::int, ? ::text, ? ::date, ?");
        assertThat(statement.getParameters())
                .extracting(ParameterValue::getValue)
                .containsExactly(10L, "ann", null, "ann");
    }

    @Test
    void anEngineWithoutAVariantIsNotServed() {
        driver.publish(template(2).setVariants(Map.of("sqlite", SQL)).build());

        call(2, named("owner", ParameterType.TEXT, "ann"));

        assertThat(refusal().getCode()).isEqualTo(ErrorCode.NOT_SUPPORTED);
    }

    @Test
    void withoutAVersionTheNewestThatCanBeUsedIsTaken() {
        driver.publish(template(10).build());
        driver.publish(template(9).build());
        driver.publish(template(11).setVariants(Map.of("*", "select :nothing")).build());

        call(null, named("owner", ParameterType.TEXT, "ann"));

        assertThat(driver.events().getFirst().getDecision().getTemplate()).isEqualTo("items@10");
    }

    @Test
    void whatIsNotThereIsSaidWithWhatIs() {
        call(7);
        JobError noVersion = refusal();

        driver.submit(Requests.request(driver, "")
                .setQuery(new TemplateCall("nothing", null))
                .build());
        JobError noTemplate = refusal();

        assertThat(List.of(noVersion.getCode(), noTemplate.getCode())).containsOnly(ErrorCode.UNKNOWN_TEMPLATE);
        assertThat(noVersion.getMessage()).contains("no version 7 of template items", "[1]");
        assertThat(noTemplate.getMessage()).contains("no template nothing");
    }

    @Test
    void aBadTemplateIsRefusedToItsCallersAlone() {
        driver.publish(template(2)
                .setVariants(Map.of("*", "select :owner; drop table item"))
                .build());

        call(2, named("owner", ParameterType.TEXT, "ann"));
        JobError refusal = refusal();
        call(1, named("owner", ParameterType.TEXT, "ann"));

        assertThat(refusal.getCode()).isEqualTo(ErrorCode.INVALID_DEFINITION);
        assertThat(refusal.getMessage()).contains("items@2", "more than one statement");
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
    }

    @Test
    void theLastGoodTextOfAVersionStays() {
        driver.publish(
                template(1).setVariants(Map.of("*", "select 'never ends")).build());

        call(1, named("owner", ParameterType.TEXT, "ann"));

        assertThat(job().getStatements().getFirst().getSql()).startsWith("select * from item");
    }

    @Test
    void theFirstTextOfAVersionStaysWhateverComesOverTheTopicUntilItIsDeleted() {
        QueryTemplate other = template(1)
                .setVariants(Map.of("*", "select :owner, :since, :rank"))
                .build();
        driver.publish(template(1).setUpdatedAt(Instant.EPOCH.plusSeconds(1)).build());
        driver.publish(other);
        call(1, named("owner", ParameterType.TEXT, "ann"));
        String first = job().getStatements().getFirst().getSql();

        driver.catalogue(DispatcherDriver.TOPICS.templates(), "items@1", null);
        driver.publish(other);
        call(1, named("owner", ParameterType.TEXT, "ann"));

        assertThat(first).startsWith("select * from item");
        assertThat(job().getStatements().getFirst().getSql()).isEqualTo("select ?, ?, ?");
        assertThat(driver.meters
                        .counter("sluice_dispatcher_refused_definitions", "catalog", "templates")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theTimeOfATemplateCapsThatOfTheRequest() {
        driver.publish(template(2).setTimeoutMillis(1_500L).build());

        call(2, named("owner", ParameterType.TEXT, "ann"));

        assertThat(job().getTimeoutMillis()).isEqualTo(1_500);
    }

    /** The version may go while the job waits; then it cannot run any more. */
    @Test
    void aTemplateThatIsTakenAwayIsTakenFromJobsThatWait() {
        for (int at = 0; at < 3; at++) {
            call(1, named("owner", ParameterType.TEXT, "ann"));
        }
        List<QueryJob> running = driver.jobs(Lane.FAST);
        driver.events();

        driver.catalogue(DispatcherDriver.TOPICS.templates(), "items@1", null);
        driver.tell(Requests.ended(running.getFirst(), JobState.SUCCEEDED, driver.clock.instant()));

        assertThat(running).hasSize(2);
        assertThat(driver.events().getLast().getError().getCode()).isEqualTo(ErrorCode.UNKNOWN_TEMPLATE);
    }

    private JobError refusal() {
        return driver.replies().getLast().getError();
    }

    private QueryJob job() {
        return driver.jobs(Lane.FAST).getLast();
    }

    private void call(@Nullable Integer version, ParameterValue... parameters) {
        driver.submit(Requests.request(driver, "")
                .setQuery(new TemplateCall("items", version))
                .setParameters(List.of(parameters))
                .build());
    }

    private static ParameterValue named(String name, ParameterType type, @Nullable Object value) {
        return new ParameterValue(name, type, value);
    }

    private static ParameterValue value(ParameterType type, @Nullable Object value) {
        return new ParameterValue(null, type, value);
    }

    private static QueryTemplate.Builder template(int version) {
        return QueryTemplate.newBuilder()
                .setQueryId("items")
                .setVersion(version)
                .setDescription("Items of an owner")
                .setParameters(List.of(
                        new TemplateParameter("owner", ParameterType.TEXT, true, null),
                        new TemplateParameter("since", ParameterType.DATE, false, null),
                        new TemplateParameter("rank", ParameterType.LONG, false, value(ParameterType.LONG, 10L))))
                .setVariants(Map.of("*", SQL))
                .setUpdatedAt(Instant.EPOCH);
    }
}
