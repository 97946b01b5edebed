package dev.sluice.standalone.cli.up;

import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ports for a platform that nobody configured: the usual ones, and any free one for each that is taken. */
public final class FreePorts {
    private FreePorts() {}

    /** Settings for the ports, beginning with those the user gave; what had to give way is told, one sentence each. */
    public static Choice choose(PortOptions options) {
        List<String> flags = new ArrayList<>(options.flags());
        List<String> told = new ArrayList<>();
        PortOptions.USUAL.forEach((key, port) -> {
            if (!options.given().containsKey(key) && !free(port, key)) {
                flags.add(key + "=0");
                told.add("port " + port + " is in use: taking a free one instead (" + key + ")");
            }
        });
        return new Choice(flags, told);
    }

    /** Settings as {@code key=value}, and what to tell. */
    public record Choice(List<String> flags, List<String> told) {
        public Choice {
            flags = List.copyOf(flags);
            told = List.copyOf(told);
        }
    }

    private static boolean free(int port, String key) {
        try {
            return LoopbackPort.reserve(port, key) == port;
        } catch (IOException e) {
            return false;
        }
    }
}
