package dev.sluice.api.submit;

import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;

/** What a submitted body is read by: where requests go, how long a body may be, whose time counts. */
public record SubmitRules(Topics topics, TenantBinding binding, int maxBodyBytes, InstantSource clock) {}
