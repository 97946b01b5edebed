package dev.sluice.dispatcher.line;

import dev.sluice.message.StatementClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The jobs of one principal: the nearest deadline first, those without one in the order in which they came. */
final class OwnJobs implements Part {
    private final Map<StatementClass, NavigableMap<Order, Scheduled>> jobs = new EnumMap<>(StatementClass.class);

    private record Order(long urgency, long sequence) implements Comparable<Order> {
        static Order of(Scheduled job) {
            return new Order(job.urgency(), job.place().sequence());
        }

        @Override
        public int compareTo(Order other) {
            int byUrgency = Long.compare(urgency, other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(sequence, other.sequence);
        }
    }

    @Override
    public boolean add(Scheduled job) {
        return jobs.computeIfAbsent(job.statementClass(), none -> new TreeMap<>())
                        .put(Order.of(job), job)
                == null;
    }

    @Override
    public boolean remove(Scheduled job) {
        NavigableMap<Order, Scheduled> alike = jobs.get(job.statementClass());
        if (alike == null || alike.remove(Order.of(job)) == null) {
            return false;
        }
        if (alike.isEmpty()) {
            jobs.remove(job.statementClass());
        }
        return true;
    }

    @Override
    public @Nullable Scheduled first(StatementClass statementClass) {
        NavigableMap<Order, Scheduled> alike = jobs.get(statementClass);
        return alike == null ? null : alike.firstEntry().getValue();
    }

    @Override
    public @Nullable Long urgency(StatementClass statementClass) {
        NavigableMap<Order, Scheduled> alike = jobs.get(statementClass);
        return alike == null ? null : alike.firstKey().urgency();
    }

    @Override
    public void charge(Scheduled job, double cost) {}

    @Override
    public void settle(Scheduled job, double difference) {}

    @Override
    public boolean empty() {
        return jobs.isEmpty();
    }
}
