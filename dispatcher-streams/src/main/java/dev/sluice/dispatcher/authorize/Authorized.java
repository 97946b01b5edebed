package dev.sluice.dispatcher.authorize;

import dev.sluice.dispatcher.classify.Classified;
import dev.sluice.dispatcher.policy.Grant;

/** A job that may be run, and what the policies grant to who asked. */
public record Authorized(Classified classified, Grant grant) {}
