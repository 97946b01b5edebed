package dev.sluice.executor.execute;

/** Why a job was told to stop. */
public enum Stop {
    /** Somebody asked for it. */
    CANCELLED,
    /** It took longer than it may. */
    TIMED_OUT,
    /** The executor ends; the job goes to another. */
    SHUTTING_DOWN,
    /** Its record is another executor's by now, or soon will be; nobody would hear of what became of it here. */
    LOST
}
