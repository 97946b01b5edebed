/** Every knob there is, as it stands: where its value comes from, what it would be otherwise, and what it does. */
@NullMarked
package dev.sluice.standalone.cli.config;

import org.jspecify.annotations.NullMarked;
