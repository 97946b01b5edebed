@NullMarked
package dev.sluice.schemas.seal;

import org.jspecify.annotations.NullMarked;
