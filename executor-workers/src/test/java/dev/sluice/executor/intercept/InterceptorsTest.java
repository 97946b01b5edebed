package dev.sluice.executor.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.message.JobState;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterceptorsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> seen = new ArrayList<>();
    private final QueryJob job = Jobs.read("postgresql", "shop", "SELECT 1");

    private final class Witness implements Interceptor {
        @Override
        public void beforeExecute(QueryJob running) {
            seen.add("before " + running.getJobId());
        }

        @Override
        public void afterExecute(QueryJob ended, QueryReply outcome) {
            seen.add("after " + ended.getJobId() + " " + outcome.getState());
        }
    }

    private static final class Broken implements Interceptor {
        @Override
        public void beforeExecute(QueryJob running) {
            throw new IllegalStateException("of its own making");
        }

        @Override
        public void afterExecute(QueryJob ended, QueryReply outcome) {
            throw new NoClassDefFoundError("a class that it lacks");
        }
    }

    @Test
    void oneThatFailsTouchesNeitherTheJobNorTheOthers() {
        var interceptors = new Interceptors(List.of(new Broken(), new Witness()), meters);

        interceptors.before(job);
        interceptors.after(job, outcome());

        assertThat(seen).containsExactly("before " + job.getJobId(), "after " + job.getJobId() + " SUCCEEDED");
        assertThat(meters.get("sluice.executor.interceptor.failures")
                        .tag("interceptor", Broken.class.getName())
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void oneThatReadsBytesTakesThemFromNobody() {
        QueryReply outcome = QueryReply.newBuilder(outcome())
                .setRows(ByteBuffer.wrap(new byte[10]))
                .build();
        Interceptor reading = new Interceptor() {
            @Override
            public void beforeExecute(QueryJob running) {
                running.getRequestHash().get(new byte[1]);
            }

            @Override
            public void afterExecute(QueryJob ended, QueryReply read) {
                read.getRows().get(new byte[10]);
            }
        };
        var interceptors = new Interceptors(List.of(reading, reading), meters);
        int hash = job.getRequestHash().remaining();

        interceptors.before(job);
        interceptors.after(job, outcome);

        assertThat(job.getRequestHash().remaining()).isEqualTo(hash);
        assertThat(outcome.getRows().remaining()).isEqualTo(10);
    }

    private QueryReply outcome() {
        return QueryReply.newBuilder()
                .setKind(ReplyKind.OUTCOME)
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setDatabase(job.getDatabase())
                .setResultId("r")
                .setState(JobState.SUCCEEDED)
                .setAt(Instant.EPOCH)
                .build();
    }
}
