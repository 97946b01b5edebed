package dev.sluice.standalone.cli.shell;

/**
 * The log of a process that somebody watches: short lines, on standard error. {@code SLUICE_LOG_LEVEL} and
 * {@code -Dlogback.configurationFile} decide where they are given; what is here are the defaults. Has to be called before the first
 * logger is made.
 */
public final class ConsoleLog {
    private static final String FILE = "logback.configurationFile";
    private static final String LEVEL = "sluice.log.level";

    private ConsoleLog() {}

    /** Logs in the console's form. */
    public static void use() {
        setIfAbsent(FILE, "dev/sluice/standalone/console-logback.xml");
    }

    /** Logs only what went wrong: the command tells its own story. */
    public static void quiet() {
        setIfAbsent(LEVEL, "ERROR");
    }

    /** Logs no more of the life-cycle than warnings: what starts and stops is told already. */
    public static void brief() {
        setIfAbsent(LEVEL, "WARN");
    }

    private static void setIfAbsent(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
