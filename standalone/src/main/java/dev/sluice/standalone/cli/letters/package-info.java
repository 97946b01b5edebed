/** Commands about dead letters. */
@NullMarked
package dev.sluice.standalone.cli.letters;

import org.jspecify.annotations.NullMarked;
