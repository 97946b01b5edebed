package dev.sluice.executor.engine.postgresql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Timestamps from the server's ISO text form to ISO-8601; infinity and years before Christ keep the server's words. */
final class PostgresTime {
    private static final String BEFORE_CHRIST = " BC";

    private PostgresTime() {}

    /** {@code 2020-01-31 12:00:00.5} to {@code 2020-01-31T12:00:00.5}. */
    static String iso(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space) + 'T' + text.substring(space + 1);
    }

    /** {@code 2020-01-31 12:00:00.5+02} to {@code 2020-01-31T10:00:00.5Z}. */
    static String utc(String text) {
        if (text.endsWith("infinity")) {
            return text;
        }
        boolean beforeChrist = text.endsWith(BEFORE_CHRIST);
        String value = beforeChrist ? text.substring(0, text.length() - BEFORE_CHRIST.length()) : text;
        int space = value.indexOf(' ');
        int sign = Math.max(value.indexOf('+', space), value.indexOf('-', space));
        String offset = value.substring(sign);
        String local = value.substring(0, sign);
        return offset.equals("+00")
                ? iso(local) + 'Z' + (beforeChrist ? BEFORE_CHRIST : "")
                : shifted(local, space, offset, beforeChrist);
    }

    private static String shifted(String local, int space, String offset, boolean beforeChrist) {
        String[] date = local.substring(0, space).split("-", -1);
        int year = Integer.parseInt(date[0]);
        LocalDateTime there = LocalDateTime.of(
                LocalDate.of(beforeChrist ? 1 - year : year, Integer.parseInt(date[1]), Integer.parseInt(date[2])),
                LocalTime.parse(local.substring(space + 1)));
        LocalDateTime here = there.minusSeconds(ZoneOffset.of(offset).getTotalSeconds());
        int fraction = local.indexOf('.');
        boolean hereBeforeChrist = here.getYear() <= 0; // the shift may have crossed the years
        // An offset is whole seconds, so the fraction stays as the server wrote it.
        return "%04d-%02d-%02dT%02d:%02d:%02d%sZ%s"
                .formatted(
                        hereBeforeChrist ? 1 - here.getYear() : here.getYear(),
                        here.getMonthValue(),
                        here.getDayOfMonth(),
                        here.getHour(),
                        here.getMinute(),
                        here.getSecond(),
                        fraction < 0 ? "" : local.substring(fraction),
                        hereBeforeChrist ? BEFORE_CHRIST : "");
    }
}
