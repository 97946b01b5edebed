package dev.sluice.standalone.demo.workload;

import dev.sluice.message.ParameterType;
import dev.sluice.message.ParameterValue;

/** Short words for the parameters that the demo binds. */
final class Bind {
    private Bind() {}

    static ParameterValue number(long value) {
        return new ParameterValue(null, ParameterType.LONG, value);
    }

    static ParameterValue text(String value) {
        return new ParameterValue(null, ParameterType.TEXT, value);
    }

    static ParameterValue decimal(String value) {
        return new ParameterValue(null, ParameterType.DECIMAL, value);
    }

    static ParameterValue date(String value) {
        return new ParameterValue(null, ParameterType.DATE, value);
    }
}
