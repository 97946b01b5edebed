/**
 * The way in, second half: a request that Kafka has acknowledged is accepted and answered with 202. Only the publisher touches
 * Kafka; a command about a job goes the same way.
 */
@NullMarked
package dev.sluice.api.submit;

import org.jspecify.annotations.NullMarked;
