/**
 * The {@code sluice} command: one class per subcommand, all of them put together in {@link dev.sluice.standalone.cli.SluiceCommand}.
 * Commands about jobs talk REST to a running Sluice; {@code up} and {@code demo} are one; {@code topics}, {@code doctor} and
 * {@code config} look for themselves.
 */
@NullMarked
package dev.sluice.standalone.cli;

import org.jspecify.annotations.NullMarked;
