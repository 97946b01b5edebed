package dev.sluice.api.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.Told;
import dev.sluice.message.CommandAnswer;
import dev.sluice.message.JobEvent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandAnswersTest {
    private static final String ID = "0193e000-0000-7000-8000-000000000001";

    private final CommandAnswers answers = new CommandAnswers();

    @Test
    void everyWaiterGetsTheAnswerToItsOwnCommand() throws Exception {
        var first = answers.await("c1");
        var second = answers.await("c2");
        JobEvent late = Told.answer(ID, "c1", CommandAnswer.TOO_LATE);

        answers.came(Told.answer(ID, "of somebody else", CommandAnswer.NOT_FOUND));
        answers.came(late);

        assertThat(first.get(5, TimeUnit.SECONDS)).contains(late);
        assertThat(second).isNotDone();
    }

    @Test
    void whoLostPatienceIsNotAnsweredAnyMore() {
        var answer = answers.await("c1");
        answer.complete(Optional.empty());

        answers.came(Told.answer(ID, "c1", CommandAnswer.CANCELLED));

        assertThat(answer.join()).isEmpty();
    }
}
