/**
 * What a job is between the steps: its key, what a step may say about it, and how it is remembered.
 *
 * <p>Everything here is a value. What is kept in the state store is kept under a version, so that a new release can read what an
 * old one wrote.
 */
@NullMarked
package dev.sluice.dispatcher.job;

import org.jspecify.annotations.NullMarked;
