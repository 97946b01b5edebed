package dev.sluice.dispatcher;

import dev.sluice.dispatcher.catalog.CatalogChanges;
import dev.sluice.dispatcher.catalog.KeepCatalog;
import dev.sluice.dispatcher.receive.Rank;
import dev.sluice.dispatcher.route.Routes;
import dev.sluice.dispatcher.send.Outgoing;
import dev.sluice.dispatcher.stream.DispatchProcessor;
import dev.sluice.dispatcher.stream.TaskWiring;
import dev.sluice.message.Priority;
import dev.sluice.schemas.topic.TenantBinding;
import dev.sluice.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The map of the dispatcher: every Streams node there is.
 *
 * <pre>
 * control ─┐                                 ┌─▶ jobs          sluice.jobs.&lt;engine&gt;.&lt;lane&gt;
 * events ──┤                                 ├─▶ replies       sluice.replies or the request's own
 * high ────┼─▶ dispatch ── jobs-store        ├─▶ events        sluice.events, read back above
 * normal ──┤      ▲                          ├─▶ dead-letters  sluice.dlq
 * low ─────┘      │                          └─▶ rekeyed       back to the topic it came from
 *                 │
 *      databases, templates, policies, lanes ◀── sluice.catalog.*
 *      heartbeats                            ◀── sluice.heartbeats
 * </pre>
 *
 * <p>Sources stand in rank order. They deliver bytes: decoding is a step of our own, so no poison record reaches a deserializer.
 */
final class DispatcherTopology {
    private static final String DISPATCH = "dispatch";
    private static final String READ = "read-";

    private DispatcherTopology() {}

    static Topology build(TaskWiring wiring, KeyValueBytesStoreSupplier jobs, InstantSource clock) {
        var topology = new Topology();
        addCatalogs(topology, wiring);
        String[] parents = addSources(topology, wiring.topics(), wiring.rules().binding());
        topology.addProcessor(DISPATCH, () -> new DispatchProcessor(wiring, clock), parents);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(jobs, Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled(),
                DISPATCH);
        for (String sink : List.of(Routes.JOBS, Routes.REPLIES, Routes.EVENTS, Routes.DEAD_LETTERS, Routes.REKEYED)) {
            topology.addSink(
                    sink,
                    new Outgoing.ToItsTopic(),
                    new StringSerializer(),
                    Outgoing.bytes(),
                    Outgoing.toItsPartition(),
                    DISPATCH);
        }
        return topology;
    }

    /** The names of the sources, in rank order. */
    private static String[] addSources(Topology topology, Topics topics, TenantBinding binding) {
        var rank = new Rank(topics);
        List<String> nodes = new ArrayList<>(List.of(READ + "control", READ + "events"));
        addSource(topology, nodes.get(0), rank, topics.control());
        addSource(topology, nodes.get(1), rank, topics.events());
        for (Priority priority : Priority.values()) {
            String node = READ + priority.name().toLowerCase(Locale.ROOT);
            nodes.add(node);
            if (binding == TenantBinding.TOPIC_BOUND) {
                addSource(topology, node, rank, topics.requestsOfTenants(priority));
            } else {
                addSource(topology, node, rank, topics.requests(priority));
            }
        }
        return nodes.toArray(String[]::new);
    }

    private static void addSource(Topology topology, String node, Rank rank, String topic) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                node,
                rank,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic);
    }

    /** Topics that appear later are read too, once the consumer has looked for new ones. */
    private static void addSource(Topology topology, String node, Rank rank, Pattern topics) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                node,
                rank,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics);
    }

    /** Catalogues that every task reads: kept undecoded, whole, in memory. */
    private static void addCatalogs(Topology topology, TaskWiring wiring) {
        Topics topics = wiring.topics();
        CatalogChanges ignored = CatalogChanges.ignored();
        addCatalog(topology, TaskWiring.DATABASES_STORE, topics.databases(), ignored);
        addCatalog(
                topology,
                TaskWiring.TEMPLATES_STORE,
                topics.templates(),
                wiring.catalogs().templates());
        addCatalog(
                topology,
                TaskWiring.POLICIES_STORE,
                topics.policies(),
                wiring.catalogs().policies());
        addCatalog(topology, TaskWiring.LANES_STORE, topics.lanes(), ignored);
        addCatalog(topology, TaskWiring.HEARTBEATS_STORE, topics.heartbeats(), ignored);
    }

    private static void addCatalog(Topology topology, String store, String topic, CatalogChanges changes) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                READ + store,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                topic,
                "keep-" + store,
                () -> new KeepCatalog(store, changes));
    }
}
