package dev.sluice.standalone.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.cli.print.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobViewTest {
    private static JobView job(String text) throws IOException {
        return new JobView(Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSelectHasRowsAndAWriteHasChanges() throws IOException {
        assertThat(job("{'rowCount':3,'updateCounts':[-1]}").summary()).isEqualTo("3 rows");
        assertThat(job("{'rowCount':0,'updateCounts':[1]}").summary()).isEqualTo("1 row changed");
        assertThat(job("{'rowCount':0,'updateCounts':[2,0]}").summary()).isEqualTo("2, 0 rows changed");
        assertThat(job("{'state':'RUNNING'}").summary()).isEmpty();
    }

    @Test
    void aStateWasReachedWhenTheApiSaysSo() throws IOException {
        String times = "'submittedAt':'a','admittedAt':'b','startedAt':'c','endedAt':'d'}";

        assertThat(job("{'state':'QUEUED'," + times).reachedAt()).isEqualTo("a");
        assertThat(job("{'state':'ADMITTED'," + times).reachedAt()).isEqualTo("b");
        assertThat(job("{'state':'RUNNING'," + times).reachedAt()).isEqualTo("c");
        assertThat(job("{'state':'FAILED','ended':true," + times).reachedAt()).isEqualTo("d");
        assertThat(job("{'state':'RETRYING'," + times).reachedAt()).isEmpty();
    }
}
