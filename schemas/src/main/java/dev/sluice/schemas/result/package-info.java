/**
 * Where results lie that are too large for the reply topic, and in what form: the row bytes as they would have travelled in chunks,
 * and a manifest beside them. Executors write here, and whoever reads results reads here; {@link dev.sluice.schemas.result.ResultStore}
 * is what a plug-in implements.
 */
@NullMarked
package dev.sluice.schemas.result;

import org.jspecify.annotations.NullMarked;
