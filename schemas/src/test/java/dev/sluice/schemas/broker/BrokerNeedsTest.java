package dev.sluice.schemas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** FAULTS 18: what is said of a cluster, by what it has. */
final class BrokerNeedsTest {
    @Test
    void a_cluster_with_all_features_will_do() {
        assertThat(BrokerNeeds.unmet(Map.of("metadata.version", 27, "group.version", 1, "transaction.version", 2)))
                .isEmpty();
    }

    @Test
    void one_that_lacks_a_feature_is_told_what_it_has_and_what_it_needs() {
        assertThat(BrokerNeeds.unmet(Map.of("metadata.version", 27, "transaction.version", 1)))
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("group.version 0, but 1 is needed")
                        .contains("transaction.version 1, but 2 is needed")
                        .contains("at metadata.version 27")
                        .contains("kafka-features.sh"));
    }
}
