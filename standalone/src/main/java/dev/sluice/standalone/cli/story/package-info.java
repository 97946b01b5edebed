/** A decision about a job told for people: what the job is, what it is expected to cost, which limits were looked at, where it stands. Pure. */
@NullMarked
package dev.sluice.standalone.cli.story;

import org.jspecify.annotations.NullMarked;
