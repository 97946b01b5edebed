/**
 * What Sluice needs of a Kafka cluster. Clients of an old cluster, or of one whose features are off, work until they meet what is not
 * there, and promises would break without a word; so whoever starts asks first.
 */
@NullMarked
package dev.sluice.schemas.broker;

import org.jspecify.annotations.NullMarked;
