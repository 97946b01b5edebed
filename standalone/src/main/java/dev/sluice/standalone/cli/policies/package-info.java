/** Commands about the policies of an installation: publishing, listing, showing and deleting them. */
@NullMarked
package dev.sluice.standalone.cli.policies;

import org.jspecify.annotations.NullMarked;
