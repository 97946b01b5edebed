/**
 * The life of a stand-alone service's process. {@link dev.sluice.runtime.process.ServiceProcess} is all that its {@code main} needs
 * around the services: settings, metrics, health, signals and exit codes.
 */
@NullMarked
package dev.sluice.runtime.process;

import org.jspecify.annotations.NullMarked;
