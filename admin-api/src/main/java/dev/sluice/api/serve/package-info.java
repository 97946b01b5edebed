/**
 * The server around the answers: Jetty through Javalin with its limits, the headers and the gate every call passes, and what says how
 * the process is. It knows no job.
 */
@NullMarked
package dev.sluice.api.serve;

import org.jspecify.annotations.NullMarked;
