package dev.sluice.runtime.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of data in bytes. Prints as it is written in settings: {@code 512KiB}. */
public record DataSize(long bytes) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s*([A-Za-z]*)");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

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
        Matcher matcher = SIZE.matcher(text.strip());
        int power = matcher.matches() ? power(matcher.group(2)) : -1;
        if (power < 0) {
            throw new IllegalArgumentException("is not a size such as 512KiB, 64MiB, 1GiB or 1048576");
        }
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power)));
        } catch (ArithmeticException | NumberFormatException tooLarge) {
            throw new IllegalArgumentException("is larger than a size can be", tooLarge);
        }
    }

    private static int power(String unit) {
        if (unit.isEmpty()) {
            return 0;
        }
        return UNITS.stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf(unit.toLowerCase(Locale.ROOT));
    }

    /** The largest unit that needs no fraction. */
    @Override
    public String toString() {
        long amount = bytes;
        int power = 0;
        while (amount != 0 && amount % 1024 == 0 && power < UNITS.size() - 1) {
            amount /= 1024;
            power++;
        }
        return amount + UNITS.get(power);
    }
}
