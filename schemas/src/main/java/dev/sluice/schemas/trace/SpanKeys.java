package dev.sluice.schemas.trace;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attributes of Sluice's spans: OpenTelemetry's semantic conventions for messaging and databases where they have a name, ours where
 * they have none. Never a parameter of a statement; its text only where a setting allows it.
 */
public final class SpanKeys {
    public static final AttributeKey<String> MESSAGING_SYSTEM = AttributeKey.stringKey("messaging.system");
    public static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    public static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    public static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    public static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("messaging.message.conversation_id");
    public static final AttributeKey<String> DB_SYSTEM = AttributeKey.stringKey("db.system.name");
    public static final AttributeKey<String> DB_NAMESPACE = AttributeKey.stringKey("db.namespace");
    public static final AttributeKey<String> DB_QUERY = AttributeKey.stringKey("db.query.text");
    public static final AttributeKey<String> DB_STATUS = AttributeKey.stringKey("db.response.status_code");
    /** An {@code ErrorCode}, or the name of an exception. */
    public static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    public static final AttributeKey<String> JOB_ID = AttributeKey.stringKey("sluice.job.id");
    public static final AttributeKey<String> TENANT = AttributeKey.stringKey("sluice.tenant");
    public static final AttributeKey<String> LANE = AttributeKey.stringKey("sluice.lane");
    public static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("sluice.attempt");
    /** A {@code JobState}, or ADMITTED, RETRYING, RELEASED, ABANDONED. */
    public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("sluice.outcome");

    private SpanKeys() {}

    /** What the conventions call a kind of database server. */
    public static String system(String engine) {
        return engine.equals("db2") ? "ibm.db2" : engine;
    }
}
