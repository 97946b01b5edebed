/** What every command stands on: the shell around it, and the exit codes it answers with. */
@NullMarked
package dev.sluice.standalone.cli.shell;

import org.jspecify.annotations.NullMarked;
