package dev.sluice.schemas.serde;

import dev.sluice.message.QueryRequest;
import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the generated messages may be created by name. Since 1.12.2 Avro trusts no class unless a system property or a
 * process-wide predicate says so, not even to copy a message. Avro loads its {@code Conversion} services before it looks up the first
 * class, so as one of them this is always in time, also in a program that only copies messages. It converts nothing, and keeps what
 * else the program trusts.
 */
public final class TrustedMessages extends Conversion<TrustedMessages> {
    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), TrustedMessages::isMessage));
    }

    private static boolean isMessage(Class<?> type) {
        return type.getPackageName().equals(QueryRequest.class.getPackageName());
    }

    @Override
    public Class<TrustedMessages> getConvertedType() {
        return TrustedMessages.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "sluice-trusted-messages";
    }
}
