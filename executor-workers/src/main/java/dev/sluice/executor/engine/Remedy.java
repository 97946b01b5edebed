package dev.sluice.executor.engine;

/** What can be done about a failure of the engine. */
public enum Remedy {
    /** Nothing: the same statement fails again. */
    NONE,
    /** Running it again may work: deadlock, serialization failure, a lost connection. */
    RETRY,
    /** More came at once than may be held: once more with few rows at a time. If that is too much as well, one row is. */
    NARROW,
    /** The engine takes no work now: the job goes back to the dispatcher without having run. */
    RELEASE,
    /** The statement was stopped, by a cancel or a time-out; whoever stopped it knows which. */
    STOPPED
}
