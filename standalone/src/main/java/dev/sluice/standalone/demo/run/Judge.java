package dev.sluice.standalone.demo.run;

import dev.sluice.standalone.demo.report.Verdict;
import dev.sluice.standalone.demo.verify.PlainJdbc;
import dev.sluice.standalone.demo.verify.ReplyRows;
import dev.sluice.standalone.demo.verify.RowsDigest;
import dev.sluice.standalone.demo.workload.DemoJob;
import dev.sluice.standalone.demo.workload.Expected;
import java.sql.SQLException;
import java.util.Map;

/** Compares how a job ended with what had to come of it. Asks the database for that. Thread-safe. */
final class Judge {
    private final Map<String, PlainJdbc> references;

    /** @param references by name of the database */
    Judge(Map<String, PlainJdbc> references) {
        this.references = Map.copyOf(references);
    }

    Verdict judge(DemoJob job, Answer answer) {
        return switch (job.expected()) {
            case Expected.Rows rows -> answer.succeeded() ? compare(job, rows, answer) : wronglyEnded(answer);
            case Expected.Change change -> answer.succeeded() ? new Verdict.Right() : wronglyEnded(answer);
            case Expected.Refusal refusal ->
                refusal.codes().stream().anyMatch(code -> code.name().equals(answer.errorCode()))
                        ? new Verdict.RightlyRefused()
                        : new Verdict.WronglyEnded(
                                "should be refused with one of " + refusal.codes() + " but is " + told(answer));
        };
    }

    private Verdict compare(DemoJob job, Expected.Rows rows, Answer answer) {
        PlainJdbc reference = references.get(job.database());
        if (reference == null) {
            throw new IllegalStateException("there is no reference for " + job.database());
        }
        try {
            RowsDigest wanted = reference.ask(job.sql(), job.parameters(), rows.ordered());
            RowsDigest got = ReplyRows.digest(answer.encodings(), answer.rows(), rows.ordered());
            return wanted.equals(got)
                    ? new Verdict.Right()
                    : new Verdict.Mismatched("plain JDBC has " + wanted + "; Sluice returned " + got);
        } catch (SQLException e) {
            return new Verdict.Mismatched("plain JDBC could not run it: " + e.getMessage());
        }
    }

    private static Verdict wronglyEnded(Answer answer) {
        return new Verdict.WronglyEnded(told(answer));
    }

    private static String told(Answer answer) {
        return (answer.state() + " " + answer.errorCode() + " " + answer.message()).strip();
    }
}
