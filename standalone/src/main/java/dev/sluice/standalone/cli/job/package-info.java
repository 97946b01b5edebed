/** The life of a job from the keyboard: submit it, watch it, take its result, list what there is, cancel. All over REST. */
@NullMarked
package dev.sluice.standalone.cli.job;

import org.jspecify.annotations.NullMarked;
