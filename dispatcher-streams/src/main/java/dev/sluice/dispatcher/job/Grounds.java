package dev.sluice.dispatcher.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of the catalogue a decision rests on: the policies that applied, and the template with its version if the SQL is of one. */
public record Grounds(List<String> policies, @Nullable String template) {
    /** Nothing, or nothing known yet. */
    public static final Grounds NONE = new Grounds(List.of(), null);

    public Grounds {
        policies = List.copyOf(policies);
    }

    /** The same with the template, if none is named yet. */
    Grounds from(@Nullable String template) {
        return this.template == null && template != null ? new Grounds(policies, template) : this;
    }
}
