/** What the demo submits, for whom, and what must come of each job. Pure: the same list for the same scale. */
@NullMarked
package dev.sluice.standalone.demo.workload;

import org.jspecify.annotations.NullMarked;
