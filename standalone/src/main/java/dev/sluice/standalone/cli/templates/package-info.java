/** Commands about the templates of an installation: publishing, listing, showing and deleting them. */
@NullMarked
package dev.sluice.standalone.cli.templates;

import org.jspecify.annotations.NullMarked;
