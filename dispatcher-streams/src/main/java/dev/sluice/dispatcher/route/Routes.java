package dev.sluice.dispatcher.route;

import dev.sluice.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** Every path out of the dispatcher: through which sink, to which topic, under which key. */
public record Routes(Topics topics) {
    public static final String JOBS = "jobs";
    public static final String REPLIES = "replies";
    public static final String EVENTS = "events";
    public static final String DEAD_LETTERS = "dead-letters";
    public static final String REKEYED = "rekeyed";

    /** One path. A record without key goes to any partition. */
    public record Path(String sink, String topic, @Nullable String key) {}

    /** The path of an output that came from a record of this topic. */
    public Path path(Output output, String sourceTopic) {
        return switch (output) {
            case Output.Routed routed ->
                new Path(JOBS, routed.job().getTopic(), routed.job().getJobId());
            case Output.Answered answered ->
                new Path(REPLIES, answered.topic(), answered.reply().getJobId());
            case Output.Told told ->
                new Path(EVENTS, topics.events(), told.event().getDatabase());
            case Output.Undeliverable letter ->
                new Path(DEAD_LETTERS, topics.deadLetters(), letter.subject().database());
            case Output.Rekeyed rekeyed -> new Path(REKEYED, sourceTopic, rekeyed.key());
        };
    }
}
