package dev.sluice.standalone.cli.definitions;

/**
 * How help speaks of a kind of definition.
 *
 * @param plural what many are called; also the name of the command
 * @param purpose what the commands about them are for
 * @param example a key for examples
 * @param shown what goes with showing one, as the rest of a sentence; may be empty
 * @param deleted what deleting one does
 */
public record Words(String plural, String purpose, String example, String shown, String deleted) {}
