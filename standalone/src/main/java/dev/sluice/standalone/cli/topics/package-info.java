/** The topics of an installation from the keyboard: what they should be, what they are, and how to get there. */
@NullMarked
package dev.sluice.standalone.cli.topics;

import org.jspecify.annotations.NullMarked;
