/**
 * From the databases in the settings to their definitions on the topic that dispatcher and API read: published at the start, and only
 * where they differ from what is there.
 */
@NullMarked
package dev.sluice.standalone.catalog;

import org.jspecify.annotations.NullMarked;
