package dev.sluice.executor.rows;

import dev.sluice.message.Column;

/** A column as the reply describes it, with the cell that writes its values. */
public record EncodedColumn(Column column, Cell cell) {}
