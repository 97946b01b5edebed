/** Values to bind as they stand on a command line, and how they get their type: by a template, by a prefix, or by their look. */
@NullMarked
package dev.sluice.standalone.cli.parameter;

import org.jspecify.annotations.NullMarked;
