package dev.sluice.executor.lane;

import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.executor.execute.Slots;
import dev.sluice.executor.execute.Target;

/** Where jobs of one database run: its slots, and what runs them there. */
public record Place(Target target, Slots slots, ExecuteJob execute) {}
