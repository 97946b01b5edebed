package dev.sluice.benchmarks.dispatch;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Something that reads requests and completions and writes jobs: the dispatcher, or what it is compared with. */
interface Decider extends AutoCloseable {
    /** A request of its own, with the id that its job's key will be. */
    ProducerRecord<String, byte[]> request(String id);

    /** What an executor tells when it has run this job. */
    ProducerRecord<String, byte[]> completion(ConsumerRecord<String, byte[]> job);

    /** Where its jobs come out. */
    String jobsTopic();

    /** What the names of its stream threads begin with, if it has any. */
    String threads();

    @Override
    void close();
}
