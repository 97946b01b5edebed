package dev.sluice.standalone.cli.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.catalog.Document;
import dev.sluice.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One kind of definition: what it is called, where it stands, how it is written. Stateless. */
public interface Kind<M extends SpecificRecord> {
    /** What one of them is called in messages. */
    String noun();

    Class<M> type();

    String topic(Topics topics);

    Document<M> read(JsonNode document, Instant now);

    ObjectNode write(M definition);

    String key(M definition);

    /** The same as if it had been published at another time. */
    M at(M definition, Instant time);

    /** Whether what stands under a key may never come to mean anything else. */
    boolean lasting();

    /** Why the dispatcher would refuse what stands under this key; none if it would not. */
    List<String> problems(String key, M definition);
}
