/**
 * The ports of the standalone process. Everything listens on the loopback interface alone, because nothing here asks who is there;
 * and a port is always taken by binding it, never by asking whether it is free.
 */
@NullMarked
package dev.sluice.standalone.port;

import org.jspecify.annotations.NullMarked;
