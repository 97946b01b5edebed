package dev.sluice.executor.once;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.ErrorCode;
import dev.sluice.message.Lane;
import dev.sluice.message.QueryJob;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS 21 and 49: a job that ends every executor that runs it, at once or by taking its heap, and others that run beside it each time. */
@ExtendWith(KafkaClusterExtension.class)
@Tag("fault")
final class PoisonIT {
    /** One more than are counted: a first start is counted with whatever is settled next, and nothing was. */
    private static final int MOST_DEATHS = 4;

    private static final int NEIGHBOURS = 3;

    @TempDir
    private Path directory;

    /** How it kills, and where those are that do not. */
    enum Death {
        BESIDE_ITS_NEIGHBOURS,
        IN_ANOTHER_LANE,
        BY_HUNGER
    }

    @ParameterizedTest
    @EnumSource
    void it_ends_as_poison_after_a_few_starts_and_takes_none_of_its_neighbours_with_it(
            Death death,
            @BrokerConfig(name = "group.consumer.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.min.heartbeat.interval.ms", value = "300")
                    @BrokerConfig(name = "group.consumer.session.timeout.ms", value = "2000")
                    @BrokerConfig(name = "group.consumer.min.session.timeout.ms", value = "1000")
                    @BrokerConfig(name = "auto.create.topics.enable", value = "false")
                    KafkaCluster cluster)
            throws Exception {
        boolean hungry = death == Death.BY_HUNGER;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecutorFleet fleet = new ExecutorFleet(cluster.getBootstrapServers(), 1, directory)) {
            if (hungry) {
                fleet.serve("sqlite", "jdbc:sqlite:" + directory.resolve("effects.db"), "");
            } else {
                fleet.serve("postgresql", postgres.getJdbcUrl("postgres", "postgres"), "postgres");
            }
            List<QueryJob> neighbours =
                    Stream.generate(() -> neighbour(death)).limit(NEIGHBOURS).toList();
            QueryJob deadly = hungry ? Effects.hungry() : Effects.deadly("postgresql");
            List<QueryJob> all = new ArrayList<>(neighbours);
            all.add(1, deadly);
            fleet.send(all);

            int deaths = startAgainUntilAnswered(fleet, deadly);
            fleet.awaitOutcomes(all);

            assertThat(deaths).isBetween(MOST_DEATHS - 1, MOST_DEATHS);
            assertPoison(fleet, deadly, hungry);
            assertThat(neighbours)
                    .allSatisfy(job -> assertThat(fleet.log.outcomes().get(job.getJobId()))
                            .extracting(outcome -> outcome.getState().name())
                            .containsExactly("SUCCEEDED"));
            assertThat(fleet.audit(all)).isEmpty();
        }
    }

    private static QueryJob neighbour(Death death) {
        return switch (death) {
            case BY_HUNGER -> Effects.single("sqlite");
            case BESIDE_ITS_NEIGHBOURS -> Effects.slow("postgresql", 2);
            case IN_ANOTHER_LANE ->
                QueryJob.newBuilder(Effects.slow("postgresql", 2))
                        .setLane(Lane.MEDIUM)
                        .setTopic(ExecutorFleet.TOPICS.jobs("postgresql", Lane.MEDIUM))
                        .build();
        };
    }

    /** Events tell of a start only if the executor lived a moment longer. */
    private static void assertPoison(ExecutorFleet fleet, QueryJob deadly, boolean longLived) {
        assertThat(fleet.log.outcomes().get(deadly.getJobId()))
                .extracting(outcome -> outcome.getError().getCode())
                .containsExactly(ErrorCode.POISON);
        assertThat(fleet.log.letters())
                .extracting(
                        letter -> letter.getJobId() + " " + letter.getError().getCode())
                .containsExactly(deadly.getJobId() + " POISON");
        assertThat(fleet.log.letters()).allSatisfy(letter -> {
            assertThat(letter.getStarts()).isEqualTo(3);
            assertThat(letter.getHistory()).hasSizeGreaterThanOrEqualTo(longLived ? 1 : 0);
            assertThat(letter.getHistory())
                    .allSatisfy(start -> assertThat(start.getNode()).isEqualTo("mortal"));
        });
    }

    /** How often the executor died of the job before that was answered. */
    private static int startAgainUntilAnswered(ExecutorFleet fleet, QueryJob deadly) throws Exception {
        int deaths = 0;
        ExecutorProcess executor = fleet.start("mortal");
        while (executor.endsBefore(() -> fleet.log.outcomes().containsKey(deadly.getJobId()))) {
            deaths++;
            executor.startAgain();
        }
        return deaths;
    }
}
