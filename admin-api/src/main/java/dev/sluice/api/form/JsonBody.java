package dev.sluice.api.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.api.problem.Problem;
import dev.sluice.message.ErrorCode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a body that must be one JSON object, or one list: bounded in size, depth and lengths, no key twice, nothing after it. Thread-safe. */
public final class JsonBody {
    private static final Pattern IN_ITS_WORDS = Pattern.compile("\\s*\\(?(start marker )?at \\[Source:.*");
    private static final int MAX_DEPTH = 20;
    private static final int MAX_NUMBER_CHARACTERS = 1_000;
    // A body that is too long is read on for a while and thrown away, because a client that still writes misses the
    // answer.
    private static final int DRAINED = 8;
    private static final Duration LONGEST_READ = Duration.ofSeconds(15);
    private static final JsonFactory STRICT = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARACTERS)
                    .build())
            .build();
    private static final ObjectReader READER = JsonMapper.builder(STRICT)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final int maxBytes;

    public JsonBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body as an object. Throws a problem: 415 for another content type, 413 for too long a body, 400 for bad JSON. */
    public ObjectNode of(Context context) {
        return parse(accepted(context));
    }

    /** The body as a list; throws as {@link #of} does. */
    public ArrayNode listOf(Context context) {
        if (read(accepted(context)) instanceof ArrayNode list) {
            return list;
        }
        throw invalid("the body must be one JSON list").exception();
    }

    /** The bytes as an object; pure. */
    ObjectNode parse(byte[] bytes) {
        if (read(bytes) instanceof ObjectNode object) {
            return object;
        }
        throw invalid("the body must be one JSON object").exception();
    }

    private byte[] accepted(Context context) {
        requireJson(context.contentType());
        if (context.header("Content-Encoding") != null) {
            throw unsupported("a compressed body is not accepted; send it as it is");
        }
        return bytes(context);
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return READER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw invalid("the body is not usable JSON" + where(e) + ": " + firstLine(e))
                    .exception();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from an array does not fail", e);
        }
    }

    private byte[] bytes(Context context) {
        try (InputStream stream = context.bodyInputStream()) {
            return bytes(stream);
        } catch (IOException e) {
            throw invalid("the body ended early or came too slowly")
                    .withStatus(408)
                    .exception();
        }
    }

    // Bounded in time as a whole: a client that sends a byte now and then would hold a thread for as long as it likes.
    private byte[] bytes(InputStream stream) throws IOException {
        long start = System.nanoTime();
        long total = 0;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[16 * 1024];
        for (int read = stream.read(part); read >= 0; read = stream.read(part)) {
            total += read;
            if (total <= maxBytes) {
                body.write(part, 0, read);
            } else if (total > DRAINED * (long) maxBytes) {
                break;
            }
            if (System.nanoTime() - start > LONGEST_READ.toNanos()) {
                throw new IOException("the body took longer than " + LONGEST_READ);
            }
        }
        if (total > maxBytes) {
            throw tooLong().exception();
        }
        return body.toByteArray();
    }

    private static void requireJson(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        if (!bare.equals("application/json")) {
            throw unsupported("the body must be application/json, in UTF-8");
        }
    }

    private static RuntimeException unsupported(String detail) {
        return invalid(detail).withStatus(415).exception();
    }

    private Problem tooLong() {
        return invalid("the body is longer than " + maxBytes + " bytes").withStatus(413);
    }

    private static Problem invalid(String detail) {
        return Problem.of(ErrorCode.INVALID_REQUEST, detail);
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        String line =
                message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
        // The parser names places as it sees them; ours come from its location.
        String told = IN_ITS_WORDS.matcher(line).replaceAll("");
        return told.length() <= 200 ? told : told.substring(0, 200);
    }
}
