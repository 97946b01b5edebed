package dev.sluice.dispatcher.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.dispatcher.authorize.PolicyTerms;
import dev.sluice.dispatcher.policy.Asker;
import dev.sluice.dispatcher.policy.Grant;
import dev.sluice.dispatcher.policy.Policies;
import dev.sluice.dispatcher.policy.PolicyRule;
import dev.sluice.dispatcher.policy.PolicySet;
import dev.sluice.message.Policy;
import dev.sluice.schemas.serde.Messages;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The policies of the catalogue, of each the last good version, shared by all tasks. Thread-safe.
 *
 * <p>What is cached, bounded and for a time, is which policies apply to an asker and what their patterns come to on a database: that is
 * the part that grows with the number of policies. Verdicts are kept by the step that asks, for as long as the grant is. A cache belongs to one state of the catalogue, so that a change takes effect with the next job.
 */
public final class StoredPolicies implements Policies, CatalogChanges {
    private static final int MOST_ASKERS = 10_000;

    private final Definitions<Policy, PolicyRule> definitions;
    private final PolicyTerms terms;
    private final Ticker ticker;
    private volatile @Nullable InForce inForce;

    /** {@code refused} is told of the catalogue, by name, for every version of a policy that was refused. */
    public StoredPolicies(Messages messages, PolicyTerms terms, Consumer<String> refused) {
        this(messages, terms, refused, Ticker.systemTicker());
    }

    StoredPolicies(Messages messages, PolicyTerms terms, Consumer<String> refused, Ticker ticker) {
        this.definitions = new Definitions<>("policies", Policy.class, messages, new ReadPolicy(), refused, ticker);
        this.terms = terms;
        this.ticker = ticker;
    }

    /** The policies of one state of the catalogue. */
    private record InForce(long revision, PolicySet set, Cache<Asker, Grant> grants) {}

    private static final class ReadPolicy implements Definitions.Reading<Policy, PolicyRule> {
        @Override
        public Definitions.Read<PolicyRule> read(String key, Policy message) {
            return switch (PolicyRule.of(key, message)) {
                case PolicyRule.Sound sound -> new Definitions.Read.Sound<>(sound);
                case PolicyRule.Unusable unusable -> new Definitions.Read.Unsound<>(unusable.reason(), unusable);
            };
        }

        @Override
        public boolean mayFollow(PolicyRule inForce, PolicyRule next) {
            return true;
        }

        @Override
        public PolicyRule undecodable(String key, String reason) {
            return PolicyRule.undecodable(key, reason);
        }
    }

    @Override
    public void changed(String key, byte @Nullable [] value) {
        definitions.changed(key, value);
    }

    @Override
    public Standing standing(Asker asker) {
        return switch (definitions.look()) {
            case Definitions.Look.Clear<PolicyRule> clear -> new Standing.Known(grant(state(clear), asker));
            case Definitions.Look.Dark<PolicyRule>(String reason) -> new Standing.Unreadable(reason);
        };
    }

    private static Grant grant(InForce state, Asker asker) {
        return state.grants().get(asker, state.set()::grant);
    }

    private InForce state(Definitions.Look.Clear<PolicyRule> clear) {
        InForce known = inForce;
        if (known == null || known.revision() != clear.revision()) {
            Cache<Asker, Grant> grants = Caffeine.newBuilder()
                    .maximumSize(MOST_ASKERS)
                    .expireAfterWrite(terms.cachedFor())
                    .ticker(ticker)
                    .build();
            known = new InForce(
                    clear.revision(), new PolicySet(clear.inForce().values(), terms.unlistedMayRun()), grants);
            inForce = known;
        }
        return known;
    }
}
