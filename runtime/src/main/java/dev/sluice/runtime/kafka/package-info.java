/**
 * How a service reaches Kafka. TLS, SASL and every other client setting is the operator's and goes to every producer, consumer,
 * admin client and Streams instance alike; what a promise rests on (acknowledgements, isolation, groups) is ours and cannot be set.
 */
@NullMarked
package dev.sluice.runtime.kafka;

import org.jspecify.annotations.NullMarked;
