/**
 * The REST API and the web console. A call flows through {@link dev.sluice.api.Routes} to one handler: {@code form} and {@code submit}
 * for what comes in, {@code follow}, {@code find} and {@code result} for what is known now, {@code history} for what was. Everything is
 * wired in {@link dev.sluice.api.AdminApi}.
 */
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
