package dev.sluice.client;

import dev.sluice.message.ClaimCheck;
import dev.sluice.message.ErrorCode;
import dev.sluice.message.QueryReply;
import dev.sluice.schemas.result.ResultAccess;
import dev.sluice.schemas.result.ResultGoneException;
import dev.sluice.schemas.result.ResultPlace;
import dev.sluice.schemas.result.ResultStore;
import dev.sluice.schemas.result.ResultStores;
import dev.sluice.schemas.result.RowStream;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rows of a result that lie in a store, read when they are asked for. Thread-safe. */
final class KeptRows {
    private final Optional<ResultAccess> access;
    private final QueryReply outcome;
    private final ClaimCheck check;
    private final long maxBytes;

    KeptRows(Optional<ResultAccess> access, QueryReply outcome, ClaimCheck check, long maxBytes) {
        this.access = access;
        this.outcome = outcome;
        this.check = check;
        this.maxBytes = maxBytes;
    }

    List<List<Object>> all() {
        if (check.getBytes() > maxBytes) {
            throw new ClientException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "the result is larger than maxResultBytes (" + maxBytes
                            + "): take its rows one by one with forEachRow",
                    null);
        }
        List<List<Object>> rows = new ArrayList<>();
        forEach(rows::add);
        return rows;
    }

    /** Hands on the rows in order; throws at the end if they are not those of the outcome. */
    void forEach(Consumer<List<Object>> taker) {
        ResultAccess reach = access.orElseThrow(this::unreachable);
        ResultPlace place = reach.location().placeOf(check.getUri()).orElseThrow(this::unreachable);
        MessageDigest digest = ReplyAssembly.sha256();
        try (ResultStore store = ResultStores.open(reach);
                DigestInputStream bytes = new DigestInputStream(store.rows(place, 0), digest);
                RowStream rows = new RowStream(bytes)) {
            for (Optional<byte[]> row = rows.next(); row.isPresent(); row = rows.next()) {
                taker.accept(JobResult.row(row.get()));
            }
        } catch (ResultGoneException gone) {
            throw new ClientException(ErrorCode.NOT_FOUND, "the rows have expired: run the job again", gone);
        } catch (IOException failure) {
            throw new ClientException(
                    ErrorCode.RESULT_STORE_UNAVAILABLE, "the rows cannot be read: " + failure.getMessage(), failure);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(outcome.getSha256())) {
            throw ReplyAssembly.altered();
        }
    }

    private ClientException unreachable() {
        return new ClientException(
                ErrorCode.RESULT_STORE_UNAVAILABLE,
                "the rows lie at " + check.getUri()
                        + ", which this client cannot read: give its location with ClientSettings.withResults, or read the"
                        + " result from the REST API",
                null);
    }
}
