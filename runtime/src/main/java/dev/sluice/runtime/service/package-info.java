/**
 * How a service starts and stops. A {@link dev.sluice.runtime.service.Service} does its work between {@code start()} and
 * {@code stop()}, a {@link dev.sluice.runtime.service.ServiceStack} does so for several in order, and
 * {@link dev.sluice.runtime.service.ServiceProcess} is all that the {@code main} of a stand-alone service needs around them:
 * settings, metrics, health, signals and exit codes.
 */
@NullMarked
package dev.sluice.runtime.service;

import org.jspecify.annotations.NullMarked;
