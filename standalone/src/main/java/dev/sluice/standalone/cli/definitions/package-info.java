/** The commands about definitions, policies and templates alike: publishing the documents of files, listing, showing and deleting. */
@NullMarked
package dev.sluice.standalone.cli.definitions;

import org.jspecify.annotations.NullMarked;
