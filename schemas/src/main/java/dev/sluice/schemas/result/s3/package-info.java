/** Results in a bucket of any store that speaks Amazon's S3. Needs Amazon's client on the class path, which nothing else does. */
@NullMarked
package dev.sluice.schemas.result.s3;

import org.jspecify.annotations.NullMarked;
