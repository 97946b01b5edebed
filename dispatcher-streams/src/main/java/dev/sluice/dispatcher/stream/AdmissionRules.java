package dev.sluice.dispatcher.stream;

import dev.sluice.dispatcher.admit.LaneLimits;
import dev.sluice.dispatcher.admit.Limits;
import dev.sluice.dispatcher.admit.Overflow;
import dev.sluice.dispatcher.line.BandWeights;
import dev.sluice.dispatcher.scale.ScaleRules;
import dev.sluice.dispatcher.session.SessionRules;
import dev.sluice.dispatcher.throttle.Rates;
import java.time.Duration;

/**
 * Who may run how much, in which order.
 *
 * @param ageAfter how long a job waits before it moves up a band
 */
public record AdmissionRules(
        Rates rates,
        LaneLimits lanes,
        Limits limits,
        BandWeights bands,
        Duration ageAfter,
        Overflow.Rule overflow,
        SessionRules sessions,
        ScaleRules scale) {}
