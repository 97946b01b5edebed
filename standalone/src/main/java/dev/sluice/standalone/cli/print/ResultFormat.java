package dev.sluice.standalone.cli.print;

/** How rows are printed: for people, for spreadsheets, for programs. */
public enum ResultFormat {
    TABLE,
    CSV,
    JSON
}
