/**
 * A real Kafka in this process: one node that is broker and KRaft controller at once, tuned for one developer's machine. Read
 * {@link dev.sluice.standalone.kafka.EmbeddedKafka} first; {@code BrokerProperties} holds every setting and why.
 *
 * <p>Built from the broker's own parts rather than {@code KafkaRaftServer}: that one opens its sockets itself, so a free port could
 * be lost between finding and using it, and ends the whole process on a fault, so nobody could say why.
 */
@NullMarked
package dev.sluice.standalone.kafka;

import org.jspecify.annotations.NullMarked;
