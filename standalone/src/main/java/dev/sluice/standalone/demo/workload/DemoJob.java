package dev.sluice.standalone.demo.workload;

import dev.sluice.message.ParameterValue;
import java.util.List;

/** One job of the demo: a name for reports, who asks, what, where, and what must come of it. */
public record DemoJob(
        String name,
        Tenant tenant,
        String database,
        String sql,
        List<ParameterValue> parameters,
        Expected expected,
        Door door) {
    public DemoJob {
        parameters = List.copyOf(parameters);
    }

    /** How a job comes in. */
    public enum Door {
        KAFKA,
        REST
    }

    /** The same job by another door. */
    DemoJob through(Door other) {
        return new DemoJob(name, tenant, database, sql, parameters, expected, other);
    }
}
