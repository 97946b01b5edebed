/** Topics that every executor reads whole, outside any group: what operators and tenants say beside the jobs. */
@NullMarked
package dev.sluice.executor.follow;

import org.jspecify.annotations.NullMarked;
