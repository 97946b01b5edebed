@NullMarked
package dev.sluice.schemas.registry;

import org.jspecify.annotations.NullMarked;
