/**
 * Knobs: one YAML file, then the environment, then flags.
 *
 * <p>Each service has one record that asks {@link dev.sluice.runtime.settings.SettingsReader} for every knob it has, by full key,
 * with its default, its bounds and a sentence. Reading never stops at the first problem: a bad value is noted with the place it
 * came from, the default is used, and one {@code finish()} names everything that is wrong. What nobody asked for is a problem too,
 * so a typing error cannot hide as a default. Secrets come from {@code ${env:NAME}} or {@code ${file:PATH}} and are never printed.
 */
@NullMarked
package dev.sluice.runtime.settings;

import org.jspecify.annotations.NullMarked;
