package dev.sluice.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.DeadLetter;
import dev.sluice.message.ErrorCode;
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
