package dev.sluice.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.executor.Jobs;
import dev.sluice.message.QueryJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TagTest {
    @ParameterizedTest
    @ValueSource(strings = {"*/ DROP TABLE t; /*", "'; DROP TABLE t; --", "\\'", "!50000", "a\nb", "\u0000", "é"})
    void nothing_in_a_job_id_can_leave_the_comment_or_the_string_it_is_put_in(String hostile) {
        QueryJob job = QueryJob.newBuilder(Jobs.read("mysql", "db", "SELECT 1"))
                .setJobId(hostile)
                .build();

        Tag tag = Tag.of(job);

        assertThat(tag.text()).matches("sluice [A-Za-z0-9 ._-]+ 1");
        assertThat(tag.before("SELECT 1")).isEqualTo("/* " + tag.text() + " */ SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void a_tag_is_as_short_as_a_session_s_name_has_to_be(int length) {
        assertThat(new Tag("x".repeat(length)).text()).hasSizeLessThanOrEqualTo(63);
    }
}
