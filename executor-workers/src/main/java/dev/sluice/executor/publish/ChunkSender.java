package dev.sluice.executor.publish;

import dev.sluice.executor.rows.ChunkTarget;
import dev.sluice.message.QueryJob;
import dev.sluice.message.QueryReply;
import dev.sluice.message.ReplyKind;
import dev.sluice.schemas.serde.Messages;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends the chunks of one result ahead of its outcome. Used by the thread that runs the job. */
public final class ChunkSender implements ChunkTarget {
    /** Chunks sent and not acknowledged; bounds the memory of one result. */
    private static final int MAX_UNDER_WAY = 4;

    private final QueryJob job;
    private final String resultId;
    private final PlainProducer producer;
    private final Messages messages;
    private final InstantSource clock;
    private final Deque<Future<RecordMetadata>> underWay = new ArrayDeque<>();

    ChunkSender(QueryJob job, String resultId, PlainProducer producer, Messages messages, InstantSource clock) {
        this.job = job;
        this.resultId = resultId;
        this.producer = producer;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void accept(int chunk, byte[] rows, long rowCount) {
        if (underWay.size() == MAX_UNDER_WAY) {
            AtLeastOnceOutlet.await(underWay.removeFirst());
        }
        QueryReply reply = QueryReply.newBuilder()
                .setKind(ReplyKind.ROWS)
                .setJobId(job.getJobId())
                .setTenant(job.getTenant())
                .setDatabase(job.getDatabase())
                .setResultId(resultId)
                .setAttempt(job.getAttempt())
                .setAt(clock.instant())
                .setChunk(chunk)
                .setRows(ByteBuffer.wrap(rows))
                .setRowCount(rowCount)
                .build();
        underWay.add(producer.send(new ProducerRecord<>(job.getReplyTo(), job.getJobId(), messages.encode(reply))));
    }

    /** Returns once every chunk is safe. Throws a KafkaException if one is not. */
    public void awaitAll() {
        while (!underWay.isEmpty()) {
            AtLeastOnceOutlet.await(underWay.removeFirst());
        }
    }
}
