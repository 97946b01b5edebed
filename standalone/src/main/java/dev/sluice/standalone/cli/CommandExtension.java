package dev.sluice.standalone.cli;

/** A subcommand brought by another module, found through {@link java.util.ServiceLoader}. */
public interface CommandExtension {
    /** An object with picocli's {@code @Command} on its class, which names the subcommand. A new one each time. */
    Object command();
}
