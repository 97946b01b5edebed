package dev.sluice.executor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** A broker in a process of its own, which can be made to hang. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Started, but not yet ready: clients wait for it. */
    static BrokerProcess start(Path directory) throws Exception {
        List<Integer> ports = BrokerBehindProxies.freePorts(2);
        Path logs = directory.resolve("logs");
        BrokerBehindProxies.format(logs);
        Path settings = directory.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(settings)) {
            settings(ports, logs).store(out, null);
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve("broker.log").toFile()))
                .start();
        return new BrokerProcess(process, ports.getFirst());
    }

    private static Properties settings(List<Integer> ports, Path logs) {
        String host = BrokerBehindProxies.HOST;
        String direct = BrokerBehindProxies.listener("DIRECT", ports.getFirst());
        Properties settings = new Properties();
        settings.putAll(BrokerBehindProxies.SINGLE_NODE);
        settings.put("log.dirs", logs.toString());
        settings.put("controller.quorum.voters", "1@" + host + ":" + ports.getLast());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "DIRECT");
        settings.put("listeners", direct + "," + BrokerBehindProxies.listener("CONTROLLER", ports.getLast()));
        settings.put("advertised.listeners", direct);
        settings.put("listener.security.protocol.map", "DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        return settings;
    }

    String address() {
        return BrokerBehindProxies.HOST + ":" + port;
    }

    /** As SIGSTOP does it: connections stay open and nothing answers. */
    void hang() throws IOException, InterruptedException {
        new Suspension(process).begin();
    }

    void wake() throws IOException, InterruptedException {
        new Suspension(process).end();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
