package dev.sluice.client;

/** Kafka has the request: from here on it is not lost, and ends in exactly one OUTCOME. */
public record Submitted(String jobId, String topic, int partition, long offset) {}
