package dev.sluice.standalone.cli.definitions;

import dev.sluice.schemas.catalog.Document;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The definitions in some files, and everything that is wrong with any of them. */
record Documents<M>(Map<String, M> definitions, List<String> problems) {
    Documents {
        problems = List.copyOf(problems);
    }

    static <M extends SpecificRecord> Documents<M> read(
            Kind<M> kind, List<Path> files, InputStream standardInput, Instant now) {
        Map<String, M> definitions = new LinkedHashMap<>();
        Map<String, String> places = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            for (DocumentFile.Found found : DocumentFile.read(file, standardInput, problems)) {
                switch (kind.read(found.tree(), now)) {
                    case Document.Unsound<M>(List<String> wrong) -> tell(found.where(), wrong, problems);
                    case Document.Sound<M>(M definition) -> {
                        String key = kind.key(definition);
                        tell(found.where(), kind.problems(key, definition), problems);
                        String before = places.putIfAbsent(key, found.where());
                        if (before != null) {
                            problems.add("%s: %s %s stands in %s as well"
                                    .formatted(found.where(), kind.noun(), key, before));
                        }
                        definitions.put(key, definition);
                    }
                }
            }
        }
        return new Documents<>(definitions, problems);
    }

    private static void tell(String where, List<String> wrong, List<String> problems) {
        wrong.forEach(problem -> problems.add(where + ": " + problem));
    }
}
