package dev.sluice.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.message.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Row bytes to values: each part is a JSON array of arrays. */
final class RowParser {
    private static final ObjectReader ROWS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build()
            .readerFor(new TypeReference<List<List<Object>>>() {});

    private static final ObjectReader ROW = ROWS.forType(new TypeReference<List<Object>>() {});

    private RowParser() {}

    static List<Object> row(byte[] json) throws IOException {
        return ROW.readValue(json);
    }

    static List<List<Object>> parse(List<byte[]> parts) {
        List<List<Object>> rows = new ArrayList<>();
        for (byte[] part : parts) {
            try {
                List<List<Object>> some = ROWS.readValue(part);
                rows.addAll(some);
            } catch (IOException e) {
                throw new ClientException(ErrorCode.INVALID_ENVELOPE, "the rows are not JSON: report this as a bug", e);
            }
        }
        return rows;
    }
}
