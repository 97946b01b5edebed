package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.CommandType;
import dev.sluice.message.ControlCommand;
import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.EventType;
import dev.sluice.message.JobEvent;
import dev.sluice.message.Lane;
import dev.sluice.message.Priority;
import dev.sluice.message.QueryRequest;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.seal.JobSeal;
import dev.sluice.schemas.topic.TenantBinding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAULTS 65 and 82: what a request says of its tenant counts only if the way it came bears it out. */
class TenantBindingTest {
    private static final GatewaySeal GATEWAY = new JobSeal("k1", new byte[32]).gateway();

    @TempDir
    Path directory;

    private @Nullable DispatcherDriver started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    void theGatewaysRequestsAreTaken() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        QueryRequest request = Requests.request(driver, "select 1").build();

        send(driver, request, GATEWAY.mark(request.getTopic(), driver.messages.encode(request)));

        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void whatTheGatewayDidNotWriteIsADeadLetterAndNothingElse() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        QueryRequest request = Requests.request(driver, "select 1").build();
        QueryRequest other = Requests.request(driver, "delete from item").build();
        byte[] markOfAnother = GATEWAY.mark(request.getTopic(), driver.messages.encode(request));
        byte[] markOfAnotherTopic = GATEWAY.mark("sluice.requests.high", driver.messages.encode(other));
        byte[] markOfAnotherKey = new JobSeal("k1", "another key of thirty-two bytes!".getBytes(StandardCharsets.UTF_8))
                .gateway()
                .mark(other.getTopic(), driver.messages.encode(other));

        send(driver, other, null);
        send(driver, other, "k1:".getBytes(StandardCharsets.UTF_8));
        send(driver, other, "k1:%%%".getBytes(StandardCharsets.UTF_8));
        send(driver, other, markOfAnother);
        send(driver, other, markOfAnotherTopic);
        send(driver, other, markOfAnotherKey);

        assertThat(driver.deadLetters())
                .hasSize(6)
                .allSatisfy(letter -> assertThat(letter.getError().getCode()).isEqualTo(ErrorCode.FORBIDDEN))
                .allSatisfy(letter ->
                        assertThat(letter.getTenant()).as("nobody is blamed").isNull());
        assertThat(driver.events()).isEmpty();
        assertThat(driver.replies()).isEmpty();
        assertThat(driver.jobs(Lane.MEDIUM)).isEmpty();
        assertThat(driver.meters
                        .get("sluice_dispatcher_dead_letters")
                        .tag("errorCode", "FORBIDDEN")
                        .counter()
                        .count())
                .isEqualTo(6);
    }

    /** The mark stays with a record that waits for the registry, or it would be forbidden afterwards. */
    @Test
    void aMarkedRequestStaysMarkedWhileItIsParked() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        driver.registry.goDown();
        QueryRequest request = Requests.request(driver, "select 1").build();
        send(driver, request, GATEWAY.mark(request.getTopic(), driver.messages.encode(request)));

        driver.registry.comeBack();
        driver.pass(Duration.ofSeconds(10));

        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void theGatewaysCommandsAreObeyed() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        QueryRequest waiting = submitLater(driver);

        command(driver, Requests.explain(waiting), true);
        command(driver, Requests.cancel(waiting), true);

        assertThat(driver.events())
                .extracting(JobEvent::getType)
                .containsExactly(EventType.QUEUED, EventType.EXPLAINED, EventType.CANCELLED, EventType.ANSWERED);
        assertThat(driver.deadLetters()).isEmpty();
    }

    /** Promise 9: to see a decision, or to cancel, is not given to whoever can write to the topic. */
    @Test
    void aCommandWithoutTheGatewaysMarkIsADeadLetterAndTheJobIsAsBefore() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        QueryRequest waiting = submitLater(driver);
        byte[] markOfAnother =
                GATEWAY.mark(DispatcherDriver.TOPICS.control(), driver.messages.encode(Requests.cancel(waiting)));
        driver.events();

        command(driver, Requests.cancel(waiting), false);
        command(driver, Requests.explain(waiting), false);
        commandWith(driver, Requests.cancel(waiting), markOfAnother);

        assertThat(driver.deadLetters())
                .hasSize(3)
                .allSatisfy(letter -> assertThat(letter.getError().getCode()).isEqualTo(ErrorCode.FORBIDDEN))
                .allSatisfy(letter ->
                        assertThat(letter.getError().getMessage()).contains("gateway alone", "through the API"));
        assertThat(driver.events()).isEmpty();
        assertThat(driver.replies()).isEmpty();
        driver.pass(Duration.ofSeconds(10));
        assertThat(driver.jobs(Lane.FAST)).hasSize(1);
        assertThat(driver.meters
                        .get("sluice_dispatcher_dead_letters")
                        .tag("errorCode", "FORBIDDEN")
                        .counter()
                        .count())
                .isEqualTo(3);
    }

    /** What executors tell each other through the topic has no tenant behind it. */
    @Test
    void anInvalidationNeedsNoMark() {
        DispatcherDriver driver = start(TenantBinding.GATEWAY);
        QueryRequest any = Requests.request(driver, "select 1").build();

        command(
                driver,
                ControlCommand.newBuilder(Requests.cancel(any))
                        .setType(CommandType.INVALIDATE)
                        .build(),
                false);

        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void aRequestOnATopicOfItsTenantIsTakenInTheOrderOfItsPriority() {
        DispatcherDriver driver = start(TenantBinding.TOPIC_BOUND);
        QueryRequest low = onOwnTopic(driver, "acme", Priority.LOW);
        QueryRequest high = onOwnTopic(driver, "acme", Priority.HIGH);

        driver.submit(low);
        driver.submit(high);

        assertThat(driver.events())
                .extracting(JobEvent::getPriority)
                .containsExactlyInAnyOrder(Priority.LOW, Priority.HIGH);
        assertThat(driver.deadLetters()).isEmpty();
    }

    @Test
    void aRequestOnATopicOfAnotherTenantIsADeadLetter() {
        DispatcherDriver driver = start(TenantBinding.TOPIC_BOUND);
        QueryRequest forged = QueryRequest.newBuilder(onOwnTopic(driver, "bolt", Priority.NORMAL))
                .setTenant("acme")
                .build();
        QueryRequest misrouted = QueryRequest.newBuilder(onOwnTopic(driver, "acme", Priority.NORMAL))
                .setTopic("sluice.requests.acme.high")
                .build();

        driver.submit(forged);
        driver.send("sluice.requests.bolt.normal", "shop", driver.messages.encode(misrouted));

        assertThat(driver.deadLetters())
                .extracting(DeadLetter::getError)
                .extracting(error -> error.getCode())
                .containsExactly(ErrorCode.FORBIDDEN, ErrorCode.MISROUTED);
        assertThat(driver.events()).isEmpty();
        assertThat(driver.replies()).isEmpty();
    }

    private DispatcherDriver start(TenantBinding binding) {
        var driver = new DispatcherDriver(directory, TestRules.with(binding), 1, new KeptStore());
        Requests.defineUsual(driver);
        started = driver;
        return driver;
    }

    /** A job of the gateway that waits for its time to start, in some seconds. */
    private static QueryRequest submitLater(DispatcherDriver driver) {
        QueryRequest request = Requests.request(driver, "select 1")
                .setNotBefore(driver.clock.instant().plusSeconds(5))
                .build();
        send(driver, request, GATEWAY.mark(request.getTopic(), driver.messages.encode(request)));
        return request;
    }

    private static void command(DispatcherDriver driver, ControlCommand command, boolean marked) {
        String topic = DispatcherDriver.TOPICS.control();
        commandWith(driver, command, marked ? GATEWAY.mark(topic, driver.messages.encode(command)) : null);
    }

    private static void commandWith(DispatcherDriver driver, ControlCommand command, byte @Nullable [] mark) {
        var headers = new RecordHeaders();
        if (mark != null) {
            headers.add(GatewaySeal.HEADER, mark);
        }
        driver.send(
                DispatcherDriver.TOPICS.control(),
                new TestRecord<>(command.getDatabase(), driver.messages.encode(command), headers));
    }

    private static QueryRequest onOwnTopic(DispatcherDriver driver, String tenant, Priority priority) {
        return Requests.request(driver, "select 1")
                .setTenant(tenant)
                .setTopic(DispatcherDriver.TOPICS.requests(tenant, priority))
                .build();
    }

    private static void send(DispatcherDriver driver, QueryRequest request, byte @Nullable [] mark) {
        var headers = new RecordHeaders();
        if (mark != null) {
            headers.add(GatewaySeal.HEADER, mark);
        }
        driver.send(
                request.getTopic(), new TestRecord<>(request.getDatabase(), driver.messages.encode(request), headers));
    }
}
