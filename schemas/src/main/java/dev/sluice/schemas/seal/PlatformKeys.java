package dev.sluice.schemas.seal;

import java.util.List;
import java.util.Optional;

/**
 * The key that seals are made with, and those that are accepted: that one, and while one key follows another, a second one. Thread-safe.
 */
record PlatformKeys(PlatformKey current, List<PlatformKey> accepted) {
    static PlatformKeys only(PlatformKey key) {
        return new PlatformKeys(key, List.of(key));
    }

    PlatformKeys accepting(PlatformKey other) {
        if (other.id().equals(current.id())) {
            throw new IllegalArgumentException("platform.other.keyId is '" + other.id()
                    + "' as platform.keyId is: two keys need two names, to tell which of them made a seal");
        }
        return new PlatformKeys(current, List.of(current, other));
    }

    Optional<PlatformKey> named(String id) {
        return accepted.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** The names of those accepted, for messages. */
    String names() {
        return String.join("', '", accepted.stream().map(PlatformKey::id).toList());
    }
}
