package dev.sluice.dispatcher.remember;

/** Is told of every version of a definition that was refused. */
@FunctionalInterface
public interface RefusedDefinition {
    void refused(String catalog);
}
