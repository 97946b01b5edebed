/**
 * The demo's data and questions: TPC-H tables generated in this process, loaded into PostgreSQL and SQLite, and the benchmark's 22
 * queries in the dialect of each. Nothing here knows of Kafka; it is plain JDBC.
 */
@NullMarked
package dev.sluice.standalone.demo.tpch;

import org.jspecify.annotations.NullMarked;
