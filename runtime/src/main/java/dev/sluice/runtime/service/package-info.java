/**
 * How a service starts and stops. A {@link dev.sluice.runtime.service.Service} does its work between {@code start()} and
 * {@code stop()}, and a {@link dev.sluice.runtime.service.ServiceStack} does so for several in order.
 */
@NullMarked
package dev.sluice.runtime.service;

import org.jspecify.annotations.NullMarked;
