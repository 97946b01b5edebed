package dev.sluice.standalone.demo.tpch;

/** How far a load is: table in hand, rows so far and expected over all tables, and whether this table is complete and committed. */
public record LoadStep(String table, long rows, long expectedRows, boolean complete) {}
