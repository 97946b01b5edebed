package dev.sluice.benchmarks.execute.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.execute.job.AskOverKafka;
import dev.sluice.benchmarks.execute.job.BenchDatabase;
import dev.sluice.benchmarks.execute.job.Contender;
import dev.sluice.benchmarks.execute.job.Question;
import dev.sluice.benchmarks.execute.job.RunJob;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The same work with Confluent's parallel consumer, unordered and at least once: its fastest way, which checks nothing. */
public final class ParallelConsumerWorker implements Contender {
    /** A thread waits until its reply is written and holds no connection meanwhile: more of them keep the connections busy. */
    private static final int THREADS_PER_CONNECTION = 4;

    private final HikariDataSource pool;
    private final ParallelStreamProcessor<String, byte[]> processor;
    private final AskOverKafka asking;

    /** On topics that exist. */
    public ParallelConsumerWorker(String servers, String topic, String replyTopic, BenchDatabase database) {
        JsonJobs jobs = new JsonJobs(topic, replyTopic);
        this.pool = database.pool(CONNECTIONS);
        RunJob run = new RunJob(pool);
        this.processor =
                ParallelStreamProcessor.createEosStreamProcessor(ParallelConsumerOptions.<String, byte[]>builder()
                        .consumer(new KafkaConsumer<>(
                                HandWrittenWorker.reading(servers, "bench-parallel"),
                                new StringDeserializer(),
                                new ByteArrayDeserializer()))
                        .producer(new KafkaProducer<>(
                                // Each thread waits until its reply is written: lingering would be all they do.
                                Map.of("bootstrap.servers", servers, "linger.ms", 0),
                                new StringSerializer(),
                                new ByteArraySerializer()))
                        .ordering(ProcessingOrder.UNORDERED)
                        .maxConcurrency(CONNECTIONS * THREADS_PER_CONNECTION)
                        .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                        .build());
        processor.subscribe(List.of(topic));
        processor.pollAndProduce(context -> run(jobs, context.getSingleConsumerRecord(), run));
        this.asking = new AskOverKafka(servers, replyTopic, jobs::job, JsonJobs::rows);
    }

    @Override
    public Asking ready(List<Question> questions) {
        return asking.ready(questions);
    }

    @Override
    public void close() {
        asking.close();
        processor.closeDontDrainFirst();
        pool.close();
    }

    private static ProducerRecord<String, byte[]> run(JsonJobs jobs, ConsumerRecord<String, byte[]> job, RunJob run) {
        try {
            return jobs.run(job.key(), job.value(), run);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
