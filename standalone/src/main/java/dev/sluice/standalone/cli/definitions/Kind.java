package dev.sluice.standalone.cli.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.schemas.catalog.Document;
import dev.sluice.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** One kind of definition: what it is called, where it stands, how it is written and listed. Stateless. */
public interface Kind<M extends SpecificRecord> {
    /** What one of them is called in messages. */
    String noun();

    /** How help speaks of them. */
    Words words();

    Class<M> type();

    String topic(Topics topics);

    Document<M> read(JsonNode document, Instant now);

    ObjectNode write(M definition);

    String key(M definition);

    /** The same as if it had been published at another time. */
    M at(M definition, Instant time);

    /** Whether what stands under a key may never come to mean anything else. */
    boolean lasting();

    /** Which of these keys somebody means. */
    Optional<String> choose(String asked, Set<String> keys);

    /** The headings of a table of them, that of the key first; the cells without the key's are {@link #cells}. */
    List<String> headings();

    List<String> cells(M definition);

    /** The headings of those columns that may be cut. */
    Set<String> freeText();

    /** Why the dispatcher would refuse what stands under this key; none if it would not. */
    List<String> problems(String key, M definition);
}
