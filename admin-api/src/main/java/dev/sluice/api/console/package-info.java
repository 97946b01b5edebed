/**
 * The web console: files on the class path, served as they are. The list of files is closed, so no path can lead anywhere else; they
 * need no build step, and the policy they are served under allows no script or style from anywhere but here.
 */
@NullMarked
package dev.sluice.api.console;

import org.jspecify.annotations.NullMarked;
