package dev.sluice.executor.once;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/**
 * Sees a Kafka transaction about to be committed and committed by what the producer says of itself: there is no other place to stand
 * between the offsets and the end of the transaction. Called by the producer's own thread, which waits.
 */
final class WatchedCommits extends AppenderBase<ILoggingEvent> {
    private static final String COMMITTING = "COMMITTING_TRANSACTION";

    @Override
    protected void append(ILoggingEvent event) {
        String said = event.getFormattedMessage();
        if (said.endsWith("to " + COMMITTING) && WatchedClients.hasReplies()) {
            Boundary.ACKNOWLEDGING.reached();
        } else if (said.contains("from state " + COMMITTING) && WatchedClients.hasReplies()) {
            Boundary.ACKNOWLEDGED.reached();
            WatchedClients.repliesAreOut();
        }
    }
}
