package dev.sluice.api.serve;

import dev.sluice.runtime.settings.DataSize;
import dev.sluice.runtime.settings.SettingsReader;

/** Where the API listens and what one call may cost it. */
public record WebSettings(String host, int port, int threads, DataSize maxBody) {

    /** Reads {@code api.*}. */
    public static WebSettings read(SettingsReader reader) {
        return new WebSettings(
                reader.text(
                        "api.host",
                        "127.0.0.1",
                        "Address to listen on; 0.0.0.0 for all, which without log-in is for closed networks only"),
                reader.integer("api.port", 8080, 0, 65_535, "Port of REST API and console; 0 picks a free one"),
                reader.integer("api.threads", 64, 8, 1_000, "Threads that serve HTTP; a waiting call holds none"),
                reader.size("api.maxBody", DataSize.ofMebibytes(1), "Longest body of a call"));
    }
}
