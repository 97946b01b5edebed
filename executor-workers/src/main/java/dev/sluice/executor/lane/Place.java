package dev.sluice.executor.lane;

import dev.sluice.executor.execute.ExecuteJob;
import dev.sluice.executor.execute.Target;
import dev.sluice.executor.slot.Slots;

/** Where jobs of one database run: its slots, and what runs them there. */
public record Place(Target target, Slots slots, ExecuteJob execute) {}
