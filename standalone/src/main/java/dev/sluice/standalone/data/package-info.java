/**
 * The one directory a standalone process keeps everything in, and the right to it: {@link dev.sluice.standalone.data.DataDirectory}
 * is taken before anything else starts and given back last.
 */
@NullMarked
package dev.sluice.standalone.data;

import org.jspecify.annotations.NullMarked;
