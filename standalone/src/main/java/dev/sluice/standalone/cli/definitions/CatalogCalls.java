package dev.sluice.standalone.cli.definitions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.ErrorCode;
import dev.sluice.runtime.settings.SettingsException;
import dev.sluice.schemas.catalog.CatalogTopic;
import dev.sluice.schemas.catalog.CatalogTopic.Entry;
import dev.sluice.standalone.cli.print.Json;
import dev.sluice.standalone.cli.print.Table;
import dev.sluice.standalone.cli.shell.ExitCode;
import dev.sluice.standalone.cli.shell.Shell;
import dev.sluice.standalone.cli.shell.UnreachableException;
import dev.sluice.standalone.cli.shell.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What can be done with definitions of a kind: publish those of files, list, show and delete. Answers are printed. */
final class CatalogCalls<M extends SpecificRecord> {
    private final Kind<M> kind;
    private final Shell shell;
    private final CatalogReach reach;

    CatalogCalls(Kind<M> kind, Shell shell, CatalogReach reach) {
        this.kind = kind;
        this.shell = shell;
        this.reach = reach;
    }

    /** All or none: whatever is wrong with any document is told before anything is published. */
    int publish(List<Path> files) throws UsageException, SettingsException, UnreachableException {
        Documents<M> documents =
                Documents.read(kind, files, shell.in(), shell.clock().instant());
        if (!documents.problems().isEmpty()) {
            return refuse(ErrorCode.INVALID_DEFINITION, ExitCode.USAGE, documents.problems());
        }
        return reach.reach(shell, kind, catalog -> publish(catalog, documents.definitions()));
    }

    /** One line for each. */
    int list() throws UsageException, SettingsException, UnreachableException {
        return reach.reach(shell, kind, catalog -> {
            SortedMap<String, Entry<M>> entries = catalog.read();
            if (reach.json()) {
                ObjectNode answer = Json.object();
                ArrayNode list = answer.putArray("definitions");
                entries.forEach((key, entry) -> list.add(json(key, entry)));
                shell.out().line(Json.text(answer));
                return ExitCode.OK;
            }
            if (entries.isEmpty()) {
                shell.out().line("there is no " + kind.noun());
                return ExitCode.OK;
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            entries.forEach((key, entry) -> rows.add(row(key, entry)));
            Table.lines(kind.headings(), rows, shell.out().width(), kind.freeText())
                    .forEach(shell.out()::line);
            problems(entries).forEach(shell.err()::line);
            return ExitCode.OK;
        });
    }

    /** The one that is meant. */
    int show(String asked) throws UsageException, SettingsException, UnreachableException {
        return reach.reach(shell, kind, catalog -> {
            SortedMap<String, Entry<M>> entries = catalog.read();
            Optional<String> key = kind.choose(asked, entries.keySet());
            if (key.isEmpty()) {
                return missing(asked, entries.keySet());
            }
            Entry<M> entry = entries.getOrDefault(key.get(), new Entry.Illegible<>("it is gone"));
            shell.out().line(reach.json() ? Json.text(json(key.get(), entry)) : yaml(key.get(), entry));
            problems(key.get(), entry).forEach(problem -> shell.err().line(problem));
            return ExitCode.OK;
        });
    }

    int delete(String key) throws UsageException, SettingsException, UnreachableException {
        return reach.reach(shell, kind, catalog -> {
            Set<String> keys = catalog.read().keySet();
            if (!keys.contains(key)) {
                return missing(key, keys);
            }
            catalog.delete(key);
            shell.out()
                    .line(
                            reach.json()
                                    ? Json.text(Json.object().put("deleted", key))
                                    : kind.noun() + " " + key + " is deleted");
            return ExitCode.OK;
        });
    }

    private int refuse(ErrorCode code, int exitCode, List<String> problems) {
        if (reach.json()) {
            ObjectNode answer = Json.object()
                    .put("error", code.name())
                    .put("message", "nothing is published; every problem is listed")
                    .put("exitCode", exitCode);
            problems.forEach(answer.putArray("problems")::add);
            shell.out().line(Json.text(answer));
        } else {
            shell.err().line("nothing is published; to be put right:");
            problems.forEach(problem -> shell.err().line("  " + problem));
        }
        return exitCode;
    }

    private int publish(CatalogTopic<M> catalog, Map<String, M> definitions) throws IOException {
        SortedMap<String, Entry<M>> before = catalog.read();
        List<String> clashes = definitions.entrySet().stream()
                .filter(each -> clashes(each.getKey(), before.get(each.getKey()), each.getValue()))
                .map(
                        each -> each.getKey()
                                + " is published already and says something else; a version never changes, give yours the next number")
                .toList();
        if (!clashes.isEmpty()) {
            return refuse(ErrorCode.CONFLICT, ExitCode.FAILED, clashes);
        }
        Map<String, M> changed = new LinkedHashMap<>();
        Map<String, String> outcomes = new LinkedHashMap<>();
        definitions.forEach((key, definition) -> {
            String outcome =
                    !before.containsKey(key) ? "new" : same(before.get(key), definition) ? "unchanged" : "changed";
            outcomes.put(key, outcome);
            if (!outcome.equals("unchanged")) {
                changed.put(key, definition);
            }
        });
        if (!changed.isEmpty()) {
            catalog.publish(changed);
        }
        report(outcomes);
        return ExitCode.OK;
    }

    private void report(Map<String, String> outcomes) {
        if (!reach.json()) {
            outcomes.forEach((key, outcome) -> shell.out().line(kind.noun() + " " + key + " is published: " + outcome));
            return;
        }
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("published");
        outcomes.forEach((key, outcome) -> list.addObject().put("key", key).put("outcome", outcome));
        shell.out().line(Json.text(answer));
    }

    /** What nobody could ever use may still be put right under its number. */
    private boolean clashes(String key, @Nullable Entry<M> before, M definition) {
        return kind.lasting()
                && before instanceof Entry.Legible<M>(M known)
                && kind.problems(key, known).isEmpty()
                && !same(before, definition);
    }

    private boolean same(@Nullable Entry<M> before, M definition) {
        return before instanceof Entry.Legible<M>(M known)
                && kind.at(known, Instant.EPOCH).equals(kind.at(definition, Instant.EPOCH));
    }

    private int missing(String asked, Set<String> keys) {
        String message = "there is no " + kind.noun() + " " + asked + "; "
                + (keys.isEmpty() ? "none is published" : "there are " + String.join(", ", keys));
        if (reach.json()) {
            shell.out()
                    .line(Json.text(Json.object()
                            .put("error", "NOT_FOUND")
                            .put("message", message)
                            .put("exitCode", ExitCode.FAILED)));
        } else {
            shell.err().line(message);
        }
        return ExitCode.FAILED;
    }

    private List<@Nullable String> row(String key, Entry<M> entry) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(key);
        if (entry instanceof Entry.Legible<M>(M definition)) {
            row.addAll(kind.cells(definition));
        }
        while (row.size() < kind.headings().size()) {
            row.add("");
        }
        return row;
    }

    private ObjectNode json(String key, Entry<M> entry) {
        ObjectNode json = Json.object().put("key", key);
        if (entry instanceof Entry.Legible<M>(M definition)) {
            json.set("definition", kind.write(definition));
        }
        List<String> problems = wrong(key, entry);
        if (!problems.isEmpty()) {
            problems.forEach(json.putArray("problems")::add);
        }
        return json;
    }

    private String yaml(String key, Entry<M> entry) {
        return entry instanceof Entry.Legible<M>(M definition)
                ? YamlText.of(kind.write(definition))
                : "# " + key + " cannot be shown";
    }

    private List<String> problems(SortedMap<String, Entry<M>> entries) {
        return entries.entrySet().stream()
                .flatMap(entry -> problems(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private List<String> problems(String key, Entry<M> entry) {
        return wrong(key, entry).stream()
                .map(problem -> "%s %s is refused by the dispatcher: %s".formatted(kind.noun(), key, problem))
                .toList();
    }

    private List<String> wrong(String key, Entry<M> entry) {
        return switch (entry) {
            case Entry.Legible<M>(M definition) -> kind.problems(key, definition);
            case Entry.Illegible<M>(String reason) -> List.of(reason);
        };
    }
}
