package dev.sluice.dispatcher.accept;

import dev.sluice.message.ParameterValue;
import dev.sluice.message.QueryRequest;
import dev.sluice.message.SessionOptions;
import dev.sluice.message.SqlText;
import dev.sluice.message.TemplateCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over what a request asks for: what decides the effect and the result. Who sent it, when, how urgently and where the
 * answer goes do not count, so that a retry with a new deadline is still the same request. Every field goes in with its length, so
 * that no two requests can be spelled alike.
 */
final class RequestHash {
    /** Never used itself: a copy of it is ready in a fraction of the time that looking one up takes. */
    private static final MessageDigest EMPTY = sha256();

    private final MessageDigest digest;

    private RequestHash() {
        try {
            digest = (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Sixty-four hex digits. */
    static String of(QueryRequest request) {
        var hash = new RequestHash();
        hash.text(request.getDatabase());
        hash.query(request.getQuery());
        hash.count(request.getParameters().size());
        request.getParameters().forEach(hash::parameter);
        hash.text(request.getSessionId());
        hash.text(request.getShardKey());
        hash.count(request.getShardKeys().size());
        request.getShardKeys().forEach(hash::text);
        hash.text(String.valueOf(request.getMaxRows()));
        hash.text(String.valueOf(request.getMaxBytes()));
        hash.text(request.getResultFormat().name());
        // Only if it is there, so that requests of an earlier release keep their hash.
        SessionOptions session = request.getSession();
        if (session != null) {
            hash.session(session);
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void session(SessionOptions session) {
        text(session.getIsolation().name());
        text(String.valueOf(session.getReadOnly()));
        text(session.getOnFailure().name());
        new TreeMap<>(session.getVariables()).forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    private void query(Object query) {
        if (query instanceof SqlText sql) {
            count(sql.getStatements().size());
            sql.getStatements().forEach(this::text);
        } else if (query instanceof TemplateCall call) {
            count(-1);
            text(call.getQueryId());
            text(String.valueOf(call.getVersion()));
        }
    }

    private void parameter(ParameterValue parameter) {
        text(parameter.getName());
        text(parameter.getType().name());
        Object value = parameter.getValue();
        if (value instanceof ByteBuffer bytes) {
            count(bytes.remaining());
            digest.update(bytes.duplicate());
        } else {
            text(value == null ? null : value.toString());
        }
    }

    private void text(@Nullable String text) {
        if (text == null) {
            count(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        count(bytes.length);
        digest.update(bytes);
    }

    private void count(int count) {
        digest.update((byte) (count >>> 24));
        digest.update((byte) (count >>> 16));
        digest.update((byte) (count >>> 8));
        digest.update((byte) count);
    }
}
