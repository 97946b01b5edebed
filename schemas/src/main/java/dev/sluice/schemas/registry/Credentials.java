package dev.sluice.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How to log in to a registry. No case ever shows its secret in {@code toString}. */
public sealed interface Credentials {
    /** The registry asks for none. */
    record None() implements Credentials {
        @Override
        public Optional<String> authorization() {
            return Optional.empty();
        }
    }

    /** A user with a password, as RFC 7617 has it. */
    record Basic(String user, String password) implements Credentials {
        public Basic {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("A user name for basic authentication cannot hold a ':'");
            }
        }

        @Override
        public Optional<String> authorization() {
            byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String toString() {
            return "Basic[user=" + user + ", password=***]";
        }
    }

    /** A token, as RFC 6750 has it. */
    record Bearer(String token) implements Credentials {
        @Override
        public Optional<String> authorization() {
            return Optional.of("Bearer " + token);
        }

        @Override
        public String toString() {
            return "Bearer[***]";
        }
    }

    /** The value of the Authorization header, if one is to be sent. */
    Optional<String> authorization();

    /**
     * Reads the setting {@code registry.authorization}: empty, {@code Basic user:password}, {@code Basic <base64>} or
     * {@code Bearer <token>}. Throws IllegalArgumentException, without the secret, for anything else.
     */
    static Credentials parse(String setting) {
        String[] words = setting.trim().split("\\s+", 2);
        if (words[0].isEmpty()) {
            return new None();
        }
        if (words.length == 2 && words[0].equalsIgnoreCase("Bearer")) {
            return new Bearer(words[1]);
        }
        if (words.length == 2 && words[0].equalsIgnoreCase("Basic")) {
            return basic(words[1]);
        }
        throw new IllegalArgumentException(
                "registry.authorization must be 'Basic user:password', 'Basic <base64>' or 'Bearer <token>'");
    }

    private static Credentials basic(String pairOrBase64) {
        // Base64 has no ':', so a value with one is the pair itself.
        String pair = pairOrBase64.indexOf(':') >= 0 ? pairOrBase64 : decoded(pairOrBase64);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "registry.authorization: 'Basic' needs user:password, plain or in base64");
        }
        return new Basic(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The decoder's message shows a character of the secret.
            return "";
        }
    }
}
