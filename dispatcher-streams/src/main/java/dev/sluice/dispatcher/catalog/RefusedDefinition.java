package dev.sluice.dispatcher.catalog;

/** Is told of every version of a definition that was refused. */
@FunctionalInterface
public interface RefusedDefinition {
    void refused(String catalog);
}
