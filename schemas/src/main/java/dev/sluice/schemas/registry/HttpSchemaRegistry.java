package dev.sluice.schemas.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent REST protocol on the JDK's HTTP client. Remembers schemas by id, ids by subject and schema, and for a short while the
 * ids that the registry does not know, so that bad records do not turn into a stream of calls, and for a moment those about which it
 * could not say anything, so that callers with many records of one kind are held up once. Thread-safe; does no I/O until asked.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    /** Each call to a registry that hangs holds up its caller for as long as a call may take. */
    private static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(2);

    private static final int REMEMBERED = 10_000;

    private final RegistryCalls calls;
    private final InstantSource clock;
    private final Remembered<Integer, Schema> schemas = new Remembered<>(REMEMBERED);
    private final Remembered<Registration, Integer> ids = new Remembered<>(REMEMBERED);
    private final Remembered<Integer, Instant> unknownUntil = new Remembered<>(REMEMBERED);
    private final Remembered<Integer, Silence> silences = new Remembered<>(REMEMBERED);

    private record Silence(Instant until, RegistryUnavailableException why) {}

    private record Registration(String subject, Schema schema) {}

    public HttpSchemaRegistry(RegistrySettings settings) {
        this(settings, InstantSource.system());
    }

    public HttpSchemaRegistry(RegistrySettings settings, InstantSource clock) {
        this.calls = new RegistryCalls(settings);
        this.clock = clock;
    }

    @Override
    public int register(String subject, Schema schema) throws RegistryException {
        Registration registration = new Registration(subject, schema);
        @Nullable Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        RegistryAnswer answer = calls.post("/subjects/" + encoded(subject) + "/versions", body(schema));
        if (!answer.ok() || !answer.body().path("id").isInt()) {
            throw new RegistryException(
                    "The schema registry did not register " + subject + ": " + answer.reason()
                            + "; if it is incompatible, another release of Sluice owns this subject",
                    null);
        }
        int id = answer.body().path("id").intValue();
        ids.put(registration, id);
        // Another process may have asked for this id in vain before we registered it.
        unknownUntil.remove(id);
        return id;
    }

    @Override
    public Schema byId(int id) throws RegistryException {
        @Nullable Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        @Nullable Instant until = unknownUntil.get(id);
        if (until != null && clock.instant().isBefore(until)) {
            throw new UnknownSchemaException("The schema registry has no schema with id " + id);
        }
        @Nullable Silence silent = silences.get(id);
        if (silent != null && clock.instant().isBefore(silent.until())) {
            throw new RegistryUnavailableException(String.valueOf(silent.why().getMessage()), silent.why());
        }
        try {
            Schema schema = fetch(id);
            schemas.put(id, schema);
            return schema;
        } catch (UnknownSchemaException e) {
            unknownUntil.put(id, clock.instant().plus(UNKNOWN_FOR));
            throw e;
        } catch (RegistryUnavailableException e) {
            silences.put(id, new Silence(clock.instant().plus(LEFT_ALONE_FOR), e));
            throw e;
        }
    }

    @Override
    public boolean compatible(String subject, Schema schema) throws RegistryException {
        RegistryAnswer answer = calls.post("/compatibility/subjects/" + encoded(subject) + "/versions", body(schema));
        if (answer.unknownSubject()) {
            return true;
        }
        if (!answer.ok()) {
            throw new RegistryException("The schema registry did not check " + subject + ": " + answer.reason(), null);
        }
        return answer.body().path("is_compatible").asBoolean(false);
    }

    private Schema fetch(int id) throws RegistryException {
        RegistryAnswer answer = calls.get("/schemas/ids/" + id);
        if (answer.unknownSchema() || (!answer.ok() && isRegistry())) {
            throw new UnknownSchemaException("The schema registry has no schema with id " + id);
        }
        if (!answer.ok()) {
            throw new RegistryException("The schema registry did not give schema " + id + ": " + answer.reason(), null);
        }
        String type = answer.body().path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnknownSchemaException("Schema " + id + " of the registry is " + type + ", not AVRO");
        }
        try {
            return new Schema.Parser().parse(answer.body().path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw unreadable(id, e);
        }
    }

    /**
     * Registries differ in how they refuse an id they could never have given; what answers the simplest question of the protocol has
     * refused the id and not the caller. One bad record must not pass for a registry that is down.
     */
    private boolean isRegistry() throws RegistryException {
        return calls.get("/schemas/types").ok();
    }

    private static UnknownSchemaException unreadable(int id, AvroRuntimeException e) {
        return new UnknownSchemaException("Schema " + id + " of the registry is no complete Avro schema ("
                + e.getMessage() + "); register it in one piece, without references");
    }

    private static Map<String, String> body(Schema schema) {
        return Map.of("schema", PlainSchema.of(schema).toString());
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
