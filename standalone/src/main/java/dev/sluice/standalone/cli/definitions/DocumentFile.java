package dev.sluice.standalone.cli.definitions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TokenStreamFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The documents of a file: YAML, several of them parted by {@code ---}, or JSON, one after another; or a list of documents in either.
 * Anchors are refused, for their aliases would be taken for text, and so is a key that stands there twice.
 */
final class DocumentFile {
    private static final Pattern IN_ITS_WORDS = Pattern.compile("\\s*\\(?at \\[Source:.*");
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private DocumentFile() {}

    /** A document and where it stands. */
    record Found(String where, JsonNode tree) {}

    /** All documents of the file, "-" being standard input; what is wrong with it is added to the problems. */
    static List<Found> read(Path file, InputStream standardInput, List<String> problems) {
        String name = file.toString().equals("-") ? "standard input" : file.toString();
        try {
            byte[] bytes = file.toString().equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(file);
            List<JsonNode> trees = parse(text(bytes));
            if (trees.isEmpty()) {
                problems.add(name + ": holds no document");
            }
            List<Found> found = new ArrayList<>();
            for (int at = 0; at < trees.size(); at++) {
                found.add(new Found(trees.size() == 1 ? name : name + ", document " + (at + 1), trees.get(at)));
            }
            return found;
        } catch (JsonProcessingException e) {
            problems.add(name + where(e) + ": cannot be understood: " + firstLine(e));
        } catch (IOException e) {
            problems.add(name + ": cannot be read: " + why(e));
        }
        return List.of();
    }

    static List<JsonNode> parse(String text) throws IOException {
        String start = text.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        TokenStreamFactory format = json
                ? JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build()
                : YAMLFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        if (!json) {
            refuseAliases(format, text);
        }
        List<JsonNode> trees = new ArrayList<>();
        try (JsonParser parser = format.createParser(text);
                MappingIterator<JsonNode> documents = READER.readValues(parser)) {
            while (documents.hasNextValue()) {
                add(documents.nextValue(), trees);
            }
        }
        return trees;
    }

    private static void add(JsonNode document, List<JsonNode> trees) {
        if (document.isArray()) {
            document.forEach(trees::add);
        } else if (!document.isNull()
                && !(document.isTextual() && document.textValue().isEmpty())) {
            // A mark at the end of a file has nothing behind it.
            trees.add(document);
        }
    }

    private static void refuseAliases(TokenStreamFactory format, String text) throws IOException {
        try (YAMLParser parser = (YAMLParser) format.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    throw new JsonParseException(
                            parser, "anchors and aliases are not read here; a pattern that starts with * needs quotes");
                }
            }
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }

    private static String firstLine(JsonProcessingException e) {
        String line = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return IN_ITS_WORDS.matcher(line).replaceAll("");
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException absent -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException binary -> "it is no text in UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }
}
