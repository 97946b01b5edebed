package dev.sluice.standalone.cli.print;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of the API as people read them: where they are, and without the date if it is today. */
public final class ShownTime {
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ANY_DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private ShownTime() {}

    /** What is no time is shown as it is. */
    public static String of(String time, Instant now, ZoneId zone) {
        try {
            LocalDateTime there = LocalDateTime.ofInstant(Instant.parse(time), zone);
            boolean today = there.toLocalDate().equals(now.atZone(zone).toLocalDate());
            return there.format(today ? TODAY : ANY_DAY);
        } catch (DateTimeException e) {
            return time;
        }
    }
}
