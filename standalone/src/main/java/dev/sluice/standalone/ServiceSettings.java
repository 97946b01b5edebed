package dev.sluice.standalone;

import dev.sluice.api.AdminApiSettings;
import dev.sluice.dispatcher.DispatcherSettings;
import dev.sluice.executor.ExecutorSettings;
import dev.sluice.runtime.settings.SettingsReader;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.sink.ResultSinkSettings;
import java.time.Duration;

/**
 * The settings of the services in this process. Unlike services on their own, they take every request for its tenant's unless told
 * otherwise: whoever reaches this process's Kafka is on the same machine.
 */
record ServiceSettings(
        DispatcherSettings dispatcher, ExecutorSettings executor, ResultSinkSettings sink, AdminApiSettings api) {
    static ServiceSettings read(SettingsReader reader) {
        DispatcherSettings dispatcher = DispatcherSettings.read(reader, TenantBinding.OPEN);
        AdminApiSettings api = AdminApiSettings.read(reader, TenantBinding.OPEN);
        TenantBinding binding = dispatcher.rules().binding();
        if (api.gateway().binding() != binding) {
            reader.problem("api.tenantBinding", "must be the same as dispatcher.tenantBinding, which is " + binding);
        }
        ExecutorSettings executor = ExecutorSettings.read(reader, TenantBinding.OPEN);
        if (executor.trust().binding() != binding) {
            reader.problem(
                    "executor.tenantBinding", "must be the same as dispatcher.tenantBinding, which is " + binding);
        }
        Duration remembered = dispatcher.rules().accept().dedupeWindow();
        if (executor.databases().ledgerRetention().compareTo(remembered) < 0) {
            reader.problem(
                    "executor.ledger.retention",
                    "must not be shorter than dispatcher.dedupe.window, which is " + remembered);
        }
        return new ServiceSettings(dispatcher, executor, ResultSinkSettings.read(reader), api);
    }
}
