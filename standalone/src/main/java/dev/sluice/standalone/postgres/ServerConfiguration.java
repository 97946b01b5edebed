package dev.sluice.standalone.postgres;

import dev.sluice.standalone.port.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's settings, written anew before each start: tuned for a developer's machine with two cores. */
final class ServerConfiguration {
    private ServerConfiguration() {}

    static void write(Path cluster, int port, boolean fsync) throws IOException {
        String text = settings(port, fsync).entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                .collect(Collectors.joining());
        Files.writeString(cluster.resolve("postgresql.conf"), "# Written at each start; edits are lost.\n" + text);
    }

    private static Map<String, String> settings(int port, boolean fsync) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("listen_addresses", LoopbackPort.HOST);
        all.put("port", String.valueOf(port));
        all.put("unix_socket_directories", "");
        all.put("max_connections", "200");
        all.put("max_prepared_transactions", "32");
        all.put("shared_buffers", "256MB");
        all.put("work_mem", "16MB");
        all.put("max_wal_size", "1GB");
        all.put("max_wal_senders", "0");
        all.put("max_parallel_workers_per_gather", "0");
        all.put("jit", "off");
        all.put("random_page_cost", "1.1");
        // A commit waits until the kernel has it, so it survives the death of every process; forcing it to disk is a
        // choice.
        all.put("synchronous_commit", "on");
        all.put("fsync", fsync ? "on" : "off");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        // Statements hold literals, and those do not belong in logs.
        all.put("log_min_error_statement", "panic");
        all.put("log_min_messages", "warning");
        return all;
    }
}
