package dev.sluice.executor.engine.postgresql;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * An array in text form ({@code {1,NULL,"a b"}}, nested for more dimensions) as a JSON array of its encoded elements.
 *
 * @param delimiter what stands between elements, a comma for all types but box and a user's own
 */
record PostgresArray(PostgresText element, char delimiter) implements PostgresText {
    @Override
    public String encoding() {
        return "array";
    }

    @Override
    public void write(String text, JsonGenerator json) throws IOException {
        int at = text.indexOf('{'); // what comes before are lower bounds other than 1, which JSON has no place for
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '{' -> {
                    json.writeStartArray();
                    at++;
                }
                case '}' -> {
                    json.writeEndArray();
                    at++;
                }
                case '"' -> at = quoted(text, at + 1, json);
                default -> at = c == delimiter ? at + 1 : plain(text, at, json);
            }
        }
    }

    private int quoted(String text, int from, JsonGenerator json) throws IOException {
        StringBuilder value = new StringBuilder();
        int at = from;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at++));
        }
        element.write(value.toString(), json);
        return at + 1;
    }

    private int plain(String text, int from, JsonGenerator json) throws IOException {
        int end = from;
        while (text.charAt(end) != delimiter && text.charAt(end) != '}') {
            end++;
        }
        String value = text.substring(from, end);
        if (value.equals("NULL")) {
            json.writeNull();
        } else {
            element.write(value, json);
        }
        return end;
    }
}
