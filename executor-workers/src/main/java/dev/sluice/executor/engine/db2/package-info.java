/**
 * Db2 for Linux, UNIX and Windows through IBM's driver, and Db2 for i through JTOpen: one dialect, and the URL says which of the two.
 * Tested on Apache Derby, which grew out of the same SQL, because no Db2 server is to be had as a library; what Derby cannot show
 * follows IBM's manuals.
 */
@NullMarked
package dev.sluice.executor.engine.db2;

import org.jspecify.annotations.NullMarked;
