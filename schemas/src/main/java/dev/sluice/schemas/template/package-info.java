/**
 * The SQL of a template: where its parameters stand in it. Whoever publishes one reads it here and so does the dispatcher, so that a
 * text which one of them takes does not fail at the first call.
 */
@NullMarked
package dev.sluice.schemas.template;

import org.jspecify.annotations.NullMarked;
