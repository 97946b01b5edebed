package dev.sluice.dispatcher.accept;

import java.time.Duration;

/**
 * How large, how old and how far ahead a request may be.
 *
 * @param maxRequestBytes of the encoded request; leaves room for the routed job under the broker's record limit
 * @param maxStatements of one job
 * @param maxAhead how far in the future notBefore may lie; a later deadline is brought back to it
 * @param dedupeWindow requests submitted longer ago are refused, because their ids may be forgotten
 */
public record AcceptLimits(long maxRequestBytes, int maxStatements, Duration maxAhead, Duration dedupeWindow) {}
