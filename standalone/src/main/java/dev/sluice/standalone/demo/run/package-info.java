/** One job through the demo: submitted by a door, answered, judged against plain JDBC, and entered on the scoreboard. */
@NullMarked
package dev.sluice.standalone.demo.run;

import org.jspecify.annotations.NullMarked;
