package dev.sluice.standalone.cli.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.topics.TopicChange;
import java.util.List;

/** Differences of topics in words and as JSON. */
final class ChangeLines {
    private ChangeLines() {}

    static String words(TopicChange change) {
        return switch (change) {
            case TopicChange.Create create ->
                "+ " + create.topic() + ": missing, " + create.spec().partitions() + " partitions";
            case TopicChange.Configure configure ->
                "~ " + configure.topic() + ": " + configure.key() + " is '" + configure.actual() + "', should be '"
                        + configure.wanted() + "'";
            case TopicChange.WrongPartitions wrong ->
                "! " + wrong.topic() + ": " + wrong.actual() + " partitions, should be " + wrong.wanted()
                        + "; keys would move: drain it, delete it and create it anew, or set topics.partitions";
        };
    }

    static ObjectNode json(String field, List<TopicChange> changes) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray(field);
        for (TopicChange change : changes) {
            ObjectNode item = list.addObject().put("topic", change.topic());
            switch (change) {
                case TopicChange.Create create ->
                    item.put("change", "CREATE").put("partitions", create.spec().partitions());
                case TopicChange.Configure configure ->
                    item.put("change", "CONFIGURE")
                            .put("key", configure.key())
                            .put("actual", configure.actual())
                            .put("wanted", configure.wanted());
                case TopicChange.WrongPartitions wrong ->
                    item.put("change", "WRONG_PARTITIONS")
                            .put("actual", wrong.actual())
                            .put("wanted", wrong.wanted());
            }
        }
        return json;
    }
}
