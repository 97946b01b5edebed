/**
 * From the catalogue of topics to topics on a broker: look at what is there, decide what to change ({@code TopicPlan}), change it.
 * Creates and configures; never deletes, and never adds partitions, because that would move keys to other partitions.
 */
@NullMarked
package dev.sluice.standalone.topics;

import org.jspecify.annotations.NullMarked;
