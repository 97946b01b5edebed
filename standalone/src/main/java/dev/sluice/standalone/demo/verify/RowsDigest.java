package dev.sluice.standalone.demo.verify;

/** What a result comes to: number of rows, and a checksum over their canonical values, in order or regardless of it. */
public record RowsDigest(long rows, String checksum) {
    @Override
    public String toString() {
        return rows + (rows == 1 ? " row, " : " rows, ") + checksum;
    }
}
