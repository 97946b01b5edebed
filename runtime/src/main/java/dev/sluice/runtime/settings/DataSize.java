package dev.sluice.runtime.settings;

/** An amount of data in bytes. */
public record DataSize(long bytes) {
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    public static DataSize ofKibibytes(long kibibytes) {
        return new DataSize(Math.multiplyExact(kibibytes, 1024L));
    }

    public static DataSize ofMebibytes(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, 1024L * 1024));
    }

    /** Parses such as 512KiB, 64MiB, 1GiB or a plain number of bytes. Throws IllegalArgumentException saying what is allowed. */
    public static DataSize parse(String text) {
        throw new UnsupportedOperationException();
    }
}
