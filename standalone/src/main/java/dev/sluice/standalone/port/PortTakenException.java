package dev.sluice.standalone.port;

import java.io.IOException;

/** Somebody else listens on a port that a part of this process needs. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    public PortTakenException(int port, String settingsKey, IOException cause) {
        super(
                "port " + port + " cannot be had (" + cause.getMessage() + "): stop what listens there, or set "
                        + settingsKey + " to another port, or to 0 for any free one",
                cause);
    }
}
