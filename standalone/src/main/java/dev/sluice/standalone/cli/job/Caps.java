package dev.sluice.standalone.cli.job;

import dev.sluice.runtime.settings.DataSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Caps of a result on the command line. */
final class Caps {
    private Caps() {}

    /** A number of rows, 1 at least. */
    static final class Rows implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[1-9][0-9]{0,17}")) {
                throw new TypeConversionException("'" + text + "' is no number of rows: use a whole number from 1");
            }
            return Long.valueOf(text);
        }
    }

    /** A size as in the settings, 1 byte at least. */
    static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                long bytes = DataSize.parse(text).bytes();
                if (bytes > 0) {
                    return bytes;
                }
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException("'" + text + "' " + wrong.getMessage());
            }
            throw new TypeConversionException("'" + text + "' leaves no room for a row");
        }
    }
}
