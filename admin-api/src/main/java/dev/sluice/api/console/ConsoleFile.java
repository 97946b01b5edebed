package dev.sluice.api.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One file of the console, held in memory, with a tag by which browsers know whether theirs is the same. Thread-safe. */
public final class ConsoleFile implements Handler {
    /** Every file there is, by the name it has below {@code /console/}. */
    public static final List<String> NAMES = List.of(
            "index.html",
            "console.css",
            "main.mjs",
            "api.mjs",
            "job.mjs",
            "jobs.mjs",
            "lanes.mjs",
            "letters.mjs",
            "polling.mjs",
            "runner.mjs",
            "text.mjs",
            "vendor/htm-preact.mjs");

    private final byte[] content;
    private final String contentType;
    private final String tag;

    private ConsoleFile(byte[] content, String contentType) {
        this.content = content;
        this.contentType = contentType;
        this.tag = "\"" + digest(content) + "\"";
    }

    /** Reads a file of {@link #NAMES} from the class path. */
    public static ConsoleFile named(String name) {
        try (InputStream file = ConsoleFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the console's file " + name + " is not on the class path");
            }
            return new ConsoleFile(file.readAllBytes(), contentType(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console's file " + name, e);
        }
    }

    @Override
    public void handle(Context context) {
        context.header("ETag", tag).header("Cache-Control", "no-cache");
        if (tag.equals(context.header("If-None-Match"))) {
            context.status(304);
        } else {
            context.contentType(contentType).result(content);
        }
    }

    private static String contentType(String name) {
        if (name.endsWith(".html")) {
            return "text/html; charset=utf-8";
        }
        if (name.endsWith(".yaml")) {
            return "application/yaml; charset=utf-8";
        }
        return name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
