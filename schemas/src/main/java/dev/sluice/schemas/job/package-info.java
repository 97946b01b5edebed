@NullMarked
package dev.sluice.schemas.job;

import org.jspecify.annotations.NullMarked;
