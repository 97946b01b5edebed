package dev.sluice.standalone.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** Whether the ports that {@code sluice up} opens are free. While a Sluice runs here they are its own. */
final class PortCheck implements Check {
    private static final int CONNECT_MILLIS = 500;

    private final Map<String, Integer> ports;
    private final boolean sluiceRuns;

    /**
     * @param ports by the settings key that moves them; 0 stands for any free one
     * @param sluiceRuns whether a Sluice answers on the port of the API
     */
    PortCheck(Map<String, Integer> ports, boolean sluiceRuns) {
        this.ports = Map.copyOf(ports);
        this.sluiceRuns = sluiceRuns;
    }

    @Override
    public List<Finding> look() {
        return ports.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> look(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Finding look(String key, int port) {
        String subject = "port " + port + " (" + key + ")";
        if (port == 0) {
            return new Finding.Fit("port of " + key, "any free one");
        }
        if (answers(port)) {
            return sluiceRuns
                    ? new Finding.Fit(subject, "in use, as it has to be while Sluice runs")
                    : new Finding.Unfit(
                            subject, "something else listens here", "stop it, or move Sluice with --set " + key + "=0");
        }
        return free(port)
                ? new Finding.Fit(subject, "free")
                : new Finding.Unfit(subject, "cannot be opened", "move Sluice with --set " + key + "=0");
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
