/** How a statement is stopped on MySQL and MariaDB, and none but that. */
@NullMarked
package dev.sluice.executor.engine.mysql.kill;

import org.jspecify.annotations.NullMarked;
