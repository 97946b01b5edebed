package dev.sluice.benchmarks.flow;

import dev.sluice.schemas.registry.SchemaRegistry;
import java.nio.file.Path;

/** A running Sluice with its broker, its registry and one PostgreSQL database. */
interface Platform extends AutoCloseable {
    /** The database that jobs name. */
    String database();

    String bootstrapServers();

    SchemaRegistry registry();

    /** The same database without Sluice. */
    PlainJdbc jdbc(int threads);

    @Override
    void close();

    /** Starts one. */
    @FunctionalInterface
    interface Starter {
        /** On this folder, which may hold what an earlier one left. */
        Platform start(Path folder, Delivery delivery) throws Exception;
    }
}
