/**
 * Did Sluice return what the database holds? The rows of a job and those of the same query by plain JDBC are brought to one
 * canonical text, and compared by count and checksum.
 */
@NullMarked
package dev.sluice.standalone.demo.verify;

import org.jspecify.annotations.NullMarked;
