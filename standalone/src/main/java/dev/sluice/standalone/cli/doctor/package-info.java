/** Is this machine, and what Sluice would connect to, fit for it? One class per question; each answer is "ok" or what to do. */
@NullMarked
package dev.sluice.standalone.cli.doctor;

import org.jspecify.annotations.NullMarked;
