package dev.sluice.standalone.cli.doctor;

import dev.sluice.schemas.topic.TopicSpec;
import dev.sluice.standalone.cli.topics.TopicAccess;
import dev.sluice.standalone.topics.TopicBootstrap;
import dev.sluice.standalone.topics.TopicBootstrapException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The topics: whether all are there and as the catalogue wants them. */
final class TopicsCheck implements Check {
    private static final String SUBJECT = "topics";

    private final TopicAccess access;

    TopicsCheck(TopicAccess access) {
        this.access = access;
    }

    @Override
    public List<Finding> look() {
        List<TopicSpec> catalogue = access.catalogue();
        try (Admin admin = access.admin()) {
            int differences = new TopicBootstrap(admin).diff(catalogue).size();
            return List.of(
                    differences == 0
                            ? new Finding.Fit(SUBJECT, catalogue.size() + " as they should be")
                            : new Finding.Unfit(
                                    SUBJECT,
                                    differences + " differences to the catalogue",
                                    "see them with: sluice topics diff; mend them with: sluice topics create"));
        } catch (TopicBootstrapException | KafkaException e) {
            return List.of(new Finding.Unfit(SUBJECT, String.valueOf(e.getMessage()), "see Kafka above"));
        }
    }
}
