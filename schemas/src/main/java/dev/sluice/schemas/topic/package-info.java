/**
 * Where messages travel. {@link dev.sluice.schemas.topic.Topics} names every topic and is the one page that says how each is cut,
 * kept and compacted; whoever creates, compares or explains topics starts from it.
 */
@NullMarked
package dev.sluice.schemas.topic;

import org.jspecify.annotations.NullMarked;
