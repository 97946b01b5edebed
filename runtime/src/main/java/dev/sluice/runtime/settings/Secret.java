package dev.sluice.runtime.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** A value that is never printed: {@link #toString()} hides it. Empty where none was set. */
public record Secret(String reveal) {
    private static final String HIDDEN = "********";

    /** Setting names whose value is a secret, as Kafka's and ours are called. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "password|passwd|secret|(?<!max)token|jaas|credential|authorization|user\\.info|keystore\\.key$|\\.key$");

    private static final Pattern IN_QUERY = Pattern.compile("(?i)((?:password|secret|token)=)[^&;\\s]*");
    private static final Pattern IN_AUTHORITY = Pattern.compile("://[^/@\\s]*@");

    @Override
    public String toString() {
        return HIDDEN;
    }

    /** The value as it may be shown: nothing of it if the key names a secret, and without the credentials of a URL. */
    static String redact(String key, String value) {
        if (SECRET_NAME.matcher(key.toLowerCase(Locale.ROOT)).find()) {
            return hide(value);
        }
        String withoutQuery = IN_QUERY.matcher(value).replaceAll("$1" + HIDDEN);
        return IN_AUTHORITY.matcher(withoutQuery).replaceAll("://" + HIDDEN + "@");
    }

    /** Hides all of it, unless it is empty or only says where the secret is kept. */
    static String hide(String value) {
        return value.isEmpty() || Placeholders.only(value) ? value : HIDDEN;
    }
}
