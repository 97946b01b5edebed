/**
 * Decides what runs, where and when.
 *
 * <p>Requests, events and commands of a database meet in one task, so every limit has one owner and nothing has to be agreed on. The
 * packages are the steps of a request: accept, resolve, classify, authorize, estimate, throttle, admit, route. Each step is pure;
 * {@code decide} puts them together and {@code stream} is the only place that knows Kafka. Open {@link DispatcherTopology} first.
 */
@NullMarked
package dev.sluice.dispatcher;

import org.jspecify.annotations.NullMarked;
