/** What the commands about definitions must know of policies: what a policy is called, where it stands and how it looks in a list. */
@NullMarked
package dev.sluice.standalone.cli.policies;

import org.jspecify.annotations.NullMarked;
