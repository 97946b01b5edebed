package dev.sluice.api.submit;

import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.seal.GatewaySeal;
import dev.sluice.schemas.topic.TenantBinding;
import java.util.Optional;

/**
 * How what is published here is bound to its tenant.
 *
 * @param seal marks every record as the gateway's; empty without the platform key
 */
public record Gateway(TenantBinding binding, Optional<GatewaySeal> seal) {
    /** Reads {@code api.tenantBinding} and {@code platform.*}. */
    public static Gateway read(SettingsReader reader, TenantBinding usual) {
        TenantBinding binding = reader.choice(
                "api.tenantBinding", usual, "What binds a request to its tenant; the same as dispatcher.tenantBinding");
        String keyId = reader.text("platform.keyId", "k1", "Name of the platform key; travels with each sealed job");
        Optional<GatewaySeal> seal = reader.parsedSecret(
                "platform.key",
                key -> key.isEmpty() && binding != TenantBinding.GATEWAY
                        ? Optional.empty()
                        : Optional.of(GatewaySeal.of(keyId, key)),
                Optional.empty(),
                "Key that seals routed jobs: 32 bytes or more, base64; dispatcher and executors have the same");
        return new Gateway(binding, seal);
    }
}
