package dev.sluice.dispatcher.catalog;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.dispatcher.resolve.Template;
import dev.sluice.dispatcher.resolve.Templates;
import dev.sluice.message.QueryTemplate;
import dev.sluice.schemas.catalog.TemplateRules;
import dev.sluice.schemas.serde.Messages;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates of the catalogue, shared by all tasks. Of each version the first good text that was seen since the start stays, until the
 * version is deleted; publishing another is refused before it gets here, but a topic takes anything. Thread-safe.
 */
public final class StoredTemplates implements Templates, CatalogChanges {
    private static final Pattern KEY = Pattern.compile("(.+)@([0-9]{1,9})");
    private static final NavigableMap<Integer, Template> NO_VERSIONS = Collections.emptyNavigableMap();

    private final Definitions<QueryTemplate, Template> definitions;
    private volatile @Nullable Index index;

    /** {@code refused} is told of the catalogue, by name, for every version of a template that was refused. */
    public StoredTemplates(Messages messages, Consumer<String> refused) {
        this.definitions = new Definitions<>(
                "templates", QueryTemplate.class, messages, new ReadTemplate(), refused, Ticker.systemTicker());
    }

    /** The versions of each template at one state of the catalogue. */
    private record Index(long revision, Map<String, NavigableMap<Integer, Template>> templates) {}

    private static final class ReadTemplate implements Definitions.Reading<QueryTemplate, Template> {
        @Override
        public Definitions.Read<Template> read(String key, QueryTemplate message) {
            return switch (Template.of(key, message)) {
                case Template.Sound sound -> new Definitions.Read.Sound<>(sound);
                case Template.Unusable unusable -> new Definitions.Read.Unsound<>(unusable.reason(), unusable);
            };
        }

        /** A version says one thing for good, or jobs that wait would run something that nobody asked for. */
        @Override
        public boolean mayFollow(Template inForce, Template next) {
            return !(inForce instanceof Template.Sound known && next instanceof Template.Sound other)
                    || TemplateRules.same(known.definition(), other.definition());
        }

        @Override
        public Template undecodable(String key, String reason) {
            return new Template.Unusable(key, reason);
        }
    }

    @Override
    public void changed(String key, byte @Nullable [] value) {
        definitions.changed(key, value);
    }

    @Override
    public Lookup find(String queryId, @Nullable Integer version) {
        return switch (definitions.look()) {
            case Definitions.Look.Clear<Template> clear ->
                find(index(clear).templates().getOrDefault(queryId, NO_VERSIONS), version);
            case Definitions.Look.Dark<Template> dark -> new Lookup.Unreadable(dark.reason());
        };
    }

    private static Lookup find(NavigableMap<Integer, Template> versions, @Nullable Integer version) {
        Template exact = version == null ? null : versions.get(version);
        if (exact != null) {
            return found(exact);
        }
        if (version != null || versions.isEmpty()) {
            return new Lookup.Missing(List.copyOf(versions.keySet()));
        }
        return found(versions.descendingMap().values().stream()
                .filter(Template.Sound.class::isInstance)
                .findFirst()
                .orElse(versions.lastEntry().getValue()));
    }

    private static Lookup found(Template template) {
        return switch (template) {
            case Template.Sound sound -> new Lookup.Found(sound);
            case Template.Unusable unusable -> new Lookup.Unusable(unusable);
        };
    }

    private Index index(Definitions.Look.Clear<Template> clear) {
        Index known = index;
        if (known == null || known.revision() != clear.revision()) {
            Map<String, NavigableMap<Integer, Template>> templates = new HashMap<>();
            clear.inForce().forEach((key, template) -> {
                Matcher parts = KEY.matcher(key);
                // Nobody can call what stands under any other key.
                if (parts.matches()) {
                    templates
                            .computeIfAbsent(parts.group(1), id -> new TreeMap<>())
                            .put(Integer.valueOf(parts.group(2)), template);
                }
            });
            known = new Index(clear.revision(), templates);
            index = known;
        }
        return known;
    }
}
