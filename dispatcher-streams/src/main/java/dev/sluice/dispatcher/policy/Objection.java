package dev.sluice.dispatcher.policy;

import dev.sluice.message.ErrorCode;

/** Why a job may not run: the code, and a sentence that says what to do. */
public record Objection(ErrorCode code, String message) {}
