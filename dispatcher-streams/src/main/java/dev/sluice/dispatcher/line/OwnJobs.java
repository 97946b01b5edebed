package dev.sluice.dispatcher.line;

import dev.sluice.dispatcher.line.fork.Order;
import dev.sluice.message.StatementClass;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The jobs of one principal: the nearest deadline first, those without one in the order in which they came. */
final class OwnJobs implements Part {
    private final Map<StatementClass, Order<Waiting>> jobs = new EnumMap<>(StatementClass.class);
    private int size;
    private double millis;

    private record Waiting(long urgency, long sequence, Scheduled job) implements Comparable<Waiting> {
        static Waiting of(Scheduled job) {
            return new Waiting(job.urgency(), job.place().sequence(), job);
        }

        @Override
        public int compareTo(Waiting other) {
            int byUrgency = Long.compare(urgency, other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(sequence, other.sequence);
        }
    }

    OwnJobs fork() {
        var fork = new OwnJobs();
        jobs.forEach((statementClass, alike) -> fork.jobs.put(statementClass, alike.fork()));
        fork.size = size;
        fork.millis = millis;
        return fork;
    }

    @Override
    public boolean add(Scheduled job) {
        boolean added = jobs.computeIfAbsent(job.statementClass(), none -> new Order<>())
                .add(Waiting.of(job));
        if (added) {
            size++;
            millis += job.demand().cost();
        }
        return added;
    }

    @Override
    public boolean remove(Scheduled job) {
        Order<Waiting> alike = jobs.get(job.statementClass());
        if (alike == null || !alike.remove(Waiting.of(job))) {
            return false;
        }
        if (alike.isEmpty()) {
            jobs.remove(job.statementClass());
        }
        size--;
        millis = size == 0 ? 0 : millis - job.demand().cost();
        return true;
    }

    @Override
    public @Nullable Scheduled first(StatementClass statementClass) {
        Waiting first = firstOf(statementClass);
        return first == null ? null : first.job();
    }

    @Override
    public @Nullable Long urgency(StatementClass statementClass) {
        Waiting first = firstOf(statementClass);
        return first == null ? null : first.urgency();
    }

    private @Nullable Waiting firstOf(StatementClass statementClass) {
        Order<Waiting> alike = jobs.get(statementClass);
        return alike == null ? null : alike.first();
    }

    @Override
    public void charge(Scheduled job, double cost) {}

    @Override
    public void settle(Scheduled job, double difference) {}

    @Override
    public boolean empty() {
        return jobs.isEmpty();
    }

    @Override
    public Load load() {
        return new Load(size, Math.max(0, millis));
    }

    /** Guessed by its number between the first and the last one's. */
    @Override
    public Load before(Scheduled job) {
        Order<Waiting> alike = jobs.get(job.statementClass());
        Waiting first = alike == null ? null : alike.first();
        Waiting last = alike == null ? null : alike.last();
        if (first == null || last == null) {
            return load();
        }
        Waiting own = Waiting.of(job);
        if (own.compareTo(first) <= 0) {
            return Load.NONE;
        }
        long span = last.sequence() - first.sequence();
        boolean inside = own.compareTo(last) <= 0 && span > 0;
        return inside ? load().times(Math.clamp((double) (own.sequence() - first.sequence()) / span, 0, 1)) : load();
    }
}
