package dev.sluice.executor.cancel;

import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.seal.SealVerdict;
import dev.sluice.schemas.topic.TenantBinding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets pass the commands that came the way that binds them to a tenant: where that is the gateway, those it marked. Thread-safe. */
public final class CommandGate {
    private static final Logger log = LoggerFactory.getLogger(CommandGate.class);

    private final TenantBinding binding;
    private final GatewaySeal gateway;
    private final Counter refused;
    private final AtomicBoolean told = new AtomicBoolean();

    public CommandGate(TenantBinding binding, GatewaySeal gateway, MeterRegistry meters) {
        this.binding = binding;
        this.gateway = gateway;
        this.refused = meters.counter("sluice_executor_refused_commands");
    }

    boolean lets(ConsumerRecord<String, byte[]> record) {
        if (binding != TenantBinding.GATEWAY) {
            return true;
        }
        Header header = record.headers().lastHeader(GatewaySeal.HEADER);
        byte[] mark = header == null ? null : header.value();
        return switch (gateway.verify(record.topic(), record.value(), mark)) {
            case SealVerdict.Intact() -> true;
            case SealVerdict.Broken(String reason) -> {
                refuse(record, reason);
                yield false;
            }
        };
    }

    private void refuse(ConsumerRecord<String, byte[]> record, String reason) {
        refused.increment();
        // Whoever can write to the topic could fill the log.
        if (told.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", reason)
                    .log(
                            "a command that is not the gateway's is ignored, and further ones are only counted; send it through the"
                                    + " API, or set executor.tenantBinding");
        }
    }
}
