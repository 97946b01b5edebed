/**
 * The demo: start everything, load real data, submit real jobs from three tenants, compare every answer with plain JDBC, and tell
 * what was seen. {@link dev.sluice.standalone.demo.Demo} is the story from start to end; {@code workload} says what is submitted,
 * {@code verify} what is right, {@code report} what is told.
 */
@NullMarked
package dev.sluice.standalone.demo;

import org.jspecify.annotations.NullMarked;
