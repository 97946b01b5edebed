/** How the command speaks: tables that fit the screen, CSV and JSON for programs, progress that is quiet where nobody watches. */
@NullMarked
package dev.sluice.standalone.cli.print;

import org.jspecify.annotations.NullMarked;
