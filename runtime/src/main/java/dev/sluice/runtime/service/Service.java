package dev.sluice.runtime.service;

/** A part of a process that is started and stopped in order. The constructor does no I/O; {@link #start()} does. */
public interface Service {
    /** Short fixed name for logs, health and metrics. */
    String name();

    /** Starts, and returns once work can be taken. Throws if it cannot, with a message that says what to do. */
    void start() throws Exception;

    /** Finishes or gives back what is in hand, then frees everything. Safe to call twice, and after a failed start. */
    void stop();

    /** How it is now. Never blocks for more than a second. */
    Health check();
}
