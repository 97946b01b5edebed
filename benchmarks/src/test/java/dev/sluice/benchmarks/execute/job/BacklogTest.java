package dev.sluice.benchmarks.execute.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BacklogTest {
    @Test
    void handsOverEverythingAtOnceAndCountsEveryAnswer() throws Exception {
        Answering contender = new Answering(1);

        double perSecond = new Backlog(Workload.POINT_SELECT, 100).measure(contender);

        assertThat(contender.asked).isEqualTo(100);
        assertThat(perSecond).isPositive();
    }

    @Test
    void anAnswerWithTheWrongRowsIsNoMeasurement() {
        Answering contender = new Answering(99);

        assertThatThrownBy(() -> new Backlog(Workload.HUNDRED_ROWS, 10).measure(contender))
                .hasMessage("10 answers were wrong, the first: 100-row select answered 99 rows instead of 100");
    }

    @Test
    void refusesABacklogThatHasNoRate() {
        assertThatThrownBy(() -> new Backlog(Workload.INSERT, 1)).hasMessageContaining("2 jobs at least");
    }

    /** Answers each question with so many rows, on another thread. */
    private static final class Answering implements Contender {
        private final int rows;
        private int asked;

        Answering(int rows) {
            this.rows = rows;
        }

        @Override
        public Asking ready(List<Question> questions) {
            return () -> {
                asked += questions.size();
                questions.forEach(question -> {
                    var unused = CompletableFuture.runAsync(() -> question.answered(rows));
                });
            };
        }

        @Override
        public void close() {}
    }
}
