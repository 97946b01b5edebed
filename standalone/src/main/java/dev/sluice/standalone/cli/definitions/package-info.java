/** What the commands about policies and about templates have in common: documents in files, and the way to the topic they stand on. */
@NullMarked
package dev.sluice.standalone.cli.definitions;

import org.jspecify.annotations.NullMarked;
