/**
 * Policies and templates: what makes one sound, how people write it, and the topic it stands on. Whoever publishes one asks before, and
 * the dispatcher asks again when it reads one, since a topic takes anything; both ask here, so that what one lets through the other does
 * not refuse.
 */
@NullMarked
package dev.sluice.schemas.catalog;

import org.jspecify.annotations.NullMarked;
