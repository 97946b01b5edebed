/** Commands about the databases of an installation: telling the dispatcher which there are. */
@NullMarked
package dev.sluice.standalone.cli.databases;

import org.jspecify.annotations.NullMarked;
