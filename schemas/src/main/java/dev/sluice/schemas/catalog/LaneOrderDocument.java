package dev.sluice.schemas.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.message.Lane;
import dev.sluice.message.LaneOrder;
import dev.sluice.schemas.job.Identifiers;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order for a lane as people write it: its fields under the names they have in the message. Thread-safe. */
public final class LaneOrderDocument {
    private static final int MOST_SLOTS = 1_000;
    private static final int LONGEST_REASON = 500;

    private LaneOrderDocument() {}

    /** The order, given now; or everything that is wrong with it. */
    public static Document<LaneOrder> read(JsonNode document, Instant now) {
        var fields = new DocumentFields(document);
        fields.node("at");
        Optional<Lane> lane = lane(fields);
        LaneOrder order = LaneOrder.newBuilder()
                .setDatabase(fields.text("database", null))
                .setLane(lane.orElse(Lane.FAST))
                .setPaused(fields.flag("paused", false))
                .setDraining(fields.flag("draining", false))
                .setSlots(fields.integer("slots"))
                .setExpiresAt(expiry(fields, now))
                .setPrincipal(fields.text("principal", null))
                .setReason(fields.text("reason", null))
                .setAt(Instant.ofEpochMilli(now.toEpochMilli()))
                .build();
        fields.refuseOthers();
        List<String> problems = fields.with(problems(order));
        return problems.isEmpty() ? new Document.Sound<>(order) : new Document.Unsound<>(problems);
    }

    /** The document that means this order; what says nothing is left out. */
    public static ObjectNode write(LaneOrder order) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("database", order.getDatabase())
                .put("lane", order.getLane().name().toLowerCase(Locale.ROOT));
        if (order.getPaused()) {
            document.put("paused", true);
        }
        if (order.getDraining()) {
            document.put("draining", true);
        }
        if (order.getSlots() != null) {
            document.put("slots", order.getSlots());
        }
        if (order.getExpiresAt() != null) {
            document.put("expiresAt", order.getExpiresAt().toString());
        }
        return document.put("principal", order.getPrincipal())
                .put("reason", order.getReason())
                .put("at", order.getAt().toString());
    }

    /** The key under which an order is published. */
    public static String key(LaneOrder order) {
        return order.getDatabase() + "/" + order.getLane();
    }

    /** What is wrong with an order, by field. */
    public static List<String> problems(LaneOrder order) {
        List<String> problems = new ArrayList<>();
        name("database", order.getDatabase(), problems);
        name("principal", order.getPrincipal(), problems);
        if (order.getLane() == Lane.CACHE) {
            problems.add("lane: the cache lane has no slots to order");
        }
        Integer slots = order.getSlots();
        if (slots != null && (slots < 0 || slots > MOST_SLOTS)) {
            problems.add("slots: must be 0 to " + MOST_SLOTS);
        }
        if (order.getPaused() && order.getDraining()) {
            problems.add("draining: a paused lane holds what it would have to finish; say one of the two");
        }
        if (!order.getPaused() && !order.getDraining() && slots == null) {
            problems.add("slots: it orders nothing; say paused, draining or slots, or delete the order to resume");
        }
        if (order.getReason().isBlank() || order.getReason().length() > LONGEST_REASON) {
            problems.add("reason: must say why, in at most " + LONGEST_REASON + " characters");
        }
        return problems;
    }

    private static void name(String field, String name, List<String> problems) {
        if (!Identifiers.validName(name)) {
            problems.add(field + ": must be 1 to 64 letters, digits, '_' or inner '-'");
        }
    }

    private static Optional<Lane> lane(DocumentFields fields) {
        String lane = fields.text("lane", null);
        return lane.isEmpty() ? Optional.empty() : fields.choice("lane", lane, Lane.class);
    }

    private static @Nullable Instant expiry(DocumentFields fields, Instant now) {
        String text = fields.text("expiresAt", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant expiry = Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
            if (!expiry.isAfter(now)) {
                fields.problem("expiresAt", "is over already");
            }
            return expiry;
        } catch (DateTimeParseException | ArithmeticException wrong) {
            fields.problem("expiresAt", "must be a time such as 2026-11-21T12:00:00Z");
            return null;
        }
    }
}
