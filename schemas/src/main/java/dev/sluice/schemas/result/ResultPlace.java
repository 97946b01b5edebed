package dev.sluice.schemas.result;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The name of a result in a store. It holds nothing that anybody outside chose, so that it is safe as a path, and its last day, so
 * that a sweep need not open what it deletes.
 *
 * @param lastDay the day (UTC) in which the result expires
 * @param resultId a UUID in its usual form
 */
public record ResultPlace(LocalDate lastDay, String resultId) {
    public ResultPlace {
        if (!isResultId(resultId)) {
            throw new IllegalArgumentException("a result id is a UUID");
        }
        if (lastDay.getYear() < 1970 || lastDay.getYear() > 9999) {
            throw new IllegalArgumentException("a result ends in a year of four digits");
        }
    }

    /** Whether this is a UUID in its usual form. */
    public static boolean isResultId(String name) {
        try {
            return UUID.fromString(name).toString().equals(name);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    public static ResultPlace of(Instant expiresAt, String resultId) {
        return new ResultPlace(expiresAt.atZone(ZoneOffset.UTC).toLocalDate(), resultId);
    }

    /** {@code 2026-11-28/6b3f6c1e-…}. */
    public String path() {
        return lastDay + "/" + resultId;
    }
}
