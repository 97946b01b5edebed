package dev.sluice.standalone.demo.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rows as a reply or the REST API carries them: arrays of JSON values, with the encoding of each column. */
public final class ReplyRows {
    private ReplyRows() {}

    /** Digest of rows given as an array of arrays. */
    public static RowsDigest digest(List<String> encodings, Iterable<JsonNode> rows, boolean ordered) {
        RowsDigester digester = new RowsDigester(ordered);
        for (JsonNode row : rows) {
            List<String> values = new ArrayList<>(row.size());
            for (int i = 0; i < row.size(); i++) {
                values.add(CanonicalValue.of(row.get(i), i < encodings.size() ? encodings.get(i) : ""));
            }
            digester.add(values);
        }
        return digester.finish();
    }
}
