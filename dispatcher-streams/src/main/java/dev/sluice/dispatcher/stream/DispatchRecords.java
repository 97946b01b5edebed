package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.decide.Ruling;
import dev.sluice.dispatcher.receive.Intake;
import dev.sluice.dispatcher.receive.Received;
import java.time.Instant;

/** Takes one record at a time through decision and application. The one place where everything is caught. */
final class DispatchRecords {
    private final Intake intake;
    private final Desk desk;

    DispatchRecords(Intake intake, Desk desk) {
        this.intake = intake;
        this.desk = desk;
    }

    /** A record just read. */
    void take(Received received, Instant now) {
        if (!retry(received, now)) {
            desk.park(received);
        }
    }

    /** Decides about a record, or answers false if nobody can say now. */
    boolean retry(Received received, Instant now) {
        Ruling ruling;
        try {
            ruling = intake.decide(received, now);
        } catch (RuntimeException | StackOverflowError e) {
            // Deciding changes nothing, so a record that breaks it can be put aside without a trace in the state.
            desk.broken(received, e, now);
            return true;
        }
        return desk.apply(ruling, received, now);
    }
}
