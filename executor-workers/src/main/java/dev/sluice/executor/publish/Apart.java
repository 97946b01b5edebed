package dev.sluice.executor.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Publications that cannot go with the others: those for topics that take nothing for a while, and those to be sent one by one, because
 * one of them fails for a reason of its own and nothing says which. Not thread-safe.
 */
final class Apart {
    private final LongSupplier nanoTime;
    /** When to ask again, by topic. */
    private final Map<String, Long> closed = new HashMap<>();

    private final List<Publication> waiting = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();

    Apart(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Single(Publication publication, long notBefore) {}

    boolean isEmpty() {
        return waiting.isEmpty() && singles.isEmpty();
    }

    /** Keeps what goes to these topics for a while. False if there are none. */
    boolean close(Stream<String> topics, Duration pause) {
        long until = nanoTime.getAsLong() + pause.toNanos();
        List<String> all = topics.toList();
        all.forEach(topic -> closed.put(topic, until));
        return !all.isEmpty();
    }

    /** Keeps those of a group whose topics are closed, and returns the rest. */
    List<Publication> keepFrom(List<Publication> group) {
        if (closed.isEmpty()) {
            return group;
        }
        List<Publication> rest = new ArrayList<>(group.size());
        for (Publication publication : group) {
            boolean held = publication.records().stream().anyMatch(record -> closed.containsKey(record.topic()));
            (held ? waiting : rest).add(publication);
        }
        return rest;
    }

    /** Takes out one that waited long enough to ask its topics again; null if there is none. */
    @Nullable
    Publication nextProbe() {
        long now = nanoTime.getAsLong();
        Iterator<Publication> all = closed.isEmpty() ? Collections.emptyIterator() : waiting.iterator();
        while (all.hasNext()) {
            Publication publication = all.next();
            if (publication.records().stream()
                    .allMatch(record -> now - closed.getOrDefault(record.topic(), now) >= 0)) {
                all.remove();
                return publication;
            }
        }
        return null;
    }

    /** What can go on because these have been published, among it what comes back for another topic. */
    List<Publication> reopenedBy(List<Publication> published) {
        if (closed.isEmpty()
                || !closed.keySet()
                        .removeAll(published.stream()
                                .flatMap(publication -> publication.records().stream())
                                .map(ProducerRecord::topic)
                                .collect(Collectors.toSet()))) {
            return List.of();
        }
        List<Publication> again = List.copyOf(waiting);
        waiting.clear();
        return again;
    }

    /** To be sent one by one, each after a pause. */
    void single(List<Publication> publications, Duration pause) {
        long notBefore = nanoTime.getAsLong() + pause.toNanos();
        publications.forEach(publication -> singles.add(new Single(publication, notBefore)));
    }

    /** Takes out one that may be tried by itself now, the longest there; null if there is none. */
    @Nullable
    Publication nextSingle() {
        long now = nanoTime.getAsLong();
        for (int i = 0; i < singles.size(); i++) {
            if (now - singles.get(i).notBefore() >= 0) {
                return singles.remove(i).publication();
            }
        }
        return null;
    }

    /** Whether one record may be the reason of a failure, and nothing says which: then sending one by one saves the others. */
    static boolean maySave(Throwable failed) {
        return tooLarge(failed)
                || hasCause(failed, TopicAuthorizationException.class)
                || hasCause(failed, InvalidTopicException.class);
    }

    static boolean tooLarge(Throwable failed) {
        return hasCause(failed, RecordTooLargeException.class);
    }

    private static boolean hasCause(Throwable failed, Class<? extends Exception> type) {
        Throwable cause = failed;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
