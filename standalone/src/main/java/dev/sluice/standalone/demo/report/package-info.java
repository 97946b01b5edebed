/** What the demo saw: a verdict for each job, kept while they come in, and told as a table and as one JSON object. */
@NullMarked
package dev.sluice.standalone.demo.report;

import org.jspecify.annotations.NullMarked;
