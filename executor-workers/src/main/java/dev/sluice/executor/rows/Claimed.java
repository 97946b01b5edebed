package dev.sluice.executor.rows;

import dev.sluice.message.ClaimCheck;
import java.time.Instant;

/** Where a result is kept that neither rides with its outcome nor in chunks, and until when. */
public record Claimed(ClaimCheck check, Instant expiresAt) {}
