package dev.sluice.runtime.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a YAML file into dotted keys with the line each stands on. Nested maps and dotted keys mean the same, and saying a thing
 * twice is a problem in either form. Aliases are refused: they would copy a value to a place where nobody looks for it.
 */
final class YamlFile {
    private static final int MAX_DEPTH = 20;
    private static final Pattern LINE = Pattern.compile("(?m)^ in .*, line (\\d+), column");

    private final Path path;
    private final List<String> problems;
    private final Map<String, RawValue> values = new LinkedHashMap<>();

    private YamlFile(Path path, List<String> problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Adds what is wrong with the file to the problems. A file that does not exist has no values. */
    static Map<String, RawValue> read(Path path, List<String> problems) {
        YamlFile file = new YamlFile(path, problems);
        try {
            file.parse(text(Files.readAllBytes(path)));
        } catch (NoSuchFileException absent) {
            return Map.of();
        } catch (JsonProcessingException e) {
            problems.add(file.syntax(e));
        } catch (IOException e) {
            problems.add(path + ": cannot be read: " + why(e));
        }
        return file.values;
    }

    /** Says why a file cannot be read: the bare exceptions of the file system carry only its name. */
    static String why(Exception e) {
        return switch (e) {
            case NoSuchFileException absent -> "it does not exist";
            case AccessDeniedException denied -> "permission denied";
            case CharacterCodingException binary -> "it is not UTF-8 text";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The parser's own words and place. Its indented lines quote the file, secrets and all: they are left out. */
    private String syntax(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int line = LINE.matcher(message)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .reduce(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), (first, last) -> last);
        return at(line) + ": is not valid YAML: "
                + message.lines().filter(each -> !each.startsWith(" ")).collect(Collectors.joining(", "));
    }

    private void parse(String text) throws IOException {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                map(parser, "", 0);
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                problem(parser, "must be a map of settings, such as 'api:' with 'port: 8080' indented below it");
                return;
            }
            if (first != null && parser.nextToken() != null) {
                problem(parser, "starts a second document; settings are one document");
            }
        }
    }

    private void map(YAMLParser parser, String prefix, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = prefix + parser.currentName();
            int line = line(parser);
            switch (parser.nextToken()) {
                case START_OBJECT -> nested(parser, key, depth);
                case START_ARRAY -> put(key, RawValue.list(items(parser, key), at(line)));
                case VALUE_NULL -> {}
                default -> {
                    refuseAlias(parser, key);
                    put(key, RawValue.one(parser.getText(), at(line)));
                }
            }
        }
    }

    private void nested(YAMLParser parser, String key, int depth) throws IOException {
        if (depth >= MAX_DEPTH) {
            problem(parser, key + ": is nested deeper than " + MAX_DEPTH + " levels");
            parser.skipChildren();
        } else {
            map(parser, key + ".", depth + 1);
        }
    }

    private List<String> items(YAMLParser parser, String key) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isScalarValue()) {
                refuseAlias(parser, key);
                items.add(parser.getText());
            } else {
                problem(parser, key + ": a list here holds plain values, not maps or lists");
                parser.skipChildren();
            }
        }
        return items;
    }

    private void refuseAlias(YAMLParser parser, String key) throws IOException {
        if (parser.isCurrentAlias()) {
            problem(parser, key + ": aliases (*name) are not supported, write the value out");
        }
    }

    private void put(String key, RawValue value) {
        RawValue earlier = values.putIfAbsent(key, value);
        if (earlier != null) {
            problems.add(value.origin() + ": " + key + ": is set twice, first at " + earlier.origin());
        }
    }

    private void problem(YAMLParser parser, String message) {
        problems.add(at(line(parser)) + ": " + message);
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private String at(int line) {
        return path + ":" + line;
    }
}
