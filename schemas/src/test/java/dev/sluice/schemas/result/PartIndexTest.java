package dev.sluice.schemas.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.message.TruncationReason;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartIndexTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1023, 1024, 1025, 5_000, 100_000})
    void everyRowIsFoundFromItsPartHoweverManyPartsThereAre(int added) {
        PartIndex index = new PartIndex();
        Random random = new Random(added + 1L);
        long rows = 0;
        long bytes = 0;
        for (int i = 0; i < added; i++) {
            long more = 1L + random.nextInt(9);
            index.add(more, 10L * more);
            rows += more;
            bytes += 10L * more;
        }
        List<PartIndex.Part> parts = index.parts();
        Manifest manifest = new Manifest("r", rows, bytes, "", Instant.EPOCH, TruncationReason.NONE, List.of(), parts);

        assertThat(parts.size()).isLessThanOrEqualTo(PartIndex.MOST);
        assertThat(parts.stream().mapToLong(PartIndex.Part::rows).sum()).isEqualTo(rows);
        assertThat(parts.stream().mapToLong(PartIndex.Part::bytes).sum()).isEqualTo(bytes);
        for (long row = 0; row < rows; row += 1L + random.nextInt(99)) {
            Manifest.Start start = manifest.before(row);
            assertThat(start.row()).isLessThanOrEqualTo(row);
            assertThat(start.offset()).isEqualTo(10 * start.row());
        }
        assertThat(manifest.before(rows)).isEqualTo(new Manifest.Start(rows, bytes));
    }
}
