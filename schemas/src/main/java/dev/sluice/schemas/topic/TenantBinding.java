package dev.sluice.schemas.topic;

import dev.sluice.message.Priority;

/** How a request is bound to its tenant: Kafka does not tell a reader who wrote a record, so a payload alone proves nothing. */
public enum TenantBinding {
    /** Only the gateway writes requests: it marks each under the platform key, and what has no mark is refused. */
    GATEWAY,
    /** Every tenant has request topics of its own, which ACLs let nobody else write to. */
    TOPIC_BOUND,
    /** A request is taken to be its tenant's: for a demo, or where every writer may act for every tenant. */
    OPEN;

    /** Where a request of this tenant goes. */
    public String requests(Topics topics, String tenant, Priority priority) {
        return this == TOPIC_BOUND ? topics.requests(tenant, priority) : topics.requests(priority);
    }
}
