package dev.sluice.executor.slot;

import java.time.Duration;

/** How busy slots were since they were looked at last: the share of their time in use, and the longest wait for one of them. */
public record SlotLoad(double busyFraction, Duration longestWait) {}
