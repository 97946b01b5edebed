package dev.sluice.standalone.kafka;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * The registration of this node as it was before it died without a word.
 *
 * <p>It has to be gone before the broker starts. A broker that starts on it leads every partition at once, and sends the markers of
 * the transactions that were being committed; then the session of its former self ends, no partition has a leader for a moment, and
 * Kafka 4.3.1 takes a partition without a leader for one that was deleted: it calls such a transaction complete without its
 * markers, and readers of committed records wait at its first record for ever.
 */
final class FormerSelf implements MetadataPublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);

    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private FormerSelf() {}

    /** Returns once the metadata knows of no live broker here. Throws IllegalStateException if that takes half a minute. */
    static void forget(Controller controller, MetadataLoader loader) {
        FormerSelf former = new FormerSelf();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            loader.installPublishers(List.of(former)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (!unregistered(controller)) {
                if (System.nanoTime() - end > 0) {
                    throw new TimeoutException("this node did not become its own controller");
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
            former.gone.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            loader.removeAndClosePublisher(former).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node's registration of before its stop is still there", e);
        }
    }

    @Override
    public String name() {
        return "FormerSelf";
    }

    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        BrokerRegistration registered = image.cluster().broker(BrokerProperties.NODE_ID);
        if (registered == null) {
            gone.complete(null);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** False if this node is not the controller yet. */
    private static boolean unregistered(Controller controller)
            throws InterruptedException, ExecutionException, TimeoutException {
        var context =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller.unregisterBroker(context, BrokerProperties.NODE_ID).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case BrokerIdNotRegisteredException never -> true;
                case NotControllerException notYet -> false;
                case null, default -> throw e;
            };
        }
    }
}
