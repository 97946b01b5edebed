/**
 * What a producer of jobs or a reader of results imports: {@link dev.sluice.client.SluiceClient} publishes requests and follows replies.
 * Works with the topics alone; no Sluice service is called.
 */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
