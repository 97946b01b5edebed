/** Calls about policies and templates: what is published, publishing and deleting. */
@NullMarked
package dev.sluice.api.catalog;

import org.jspecify.annotations.NullMarked;
