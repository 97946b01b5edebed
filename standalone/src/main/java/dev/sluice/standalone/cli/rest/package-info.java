/** The command's side of the REST API: one call, one answer, and errors that say what to do. */
@NullMarked
package dev.sluice.standalone.cli.rest;

import org.jspecify.annotations.NullMarked;
