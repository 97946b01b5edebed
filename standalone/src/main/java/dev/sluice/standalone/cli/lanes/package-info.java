/** Commands about lanes: what is ordered for them, and ordering it. */
@NullMarked
package dev.sluice.standalone.cli.lanes;

import org.jspecify.annotations.NullMarked;
