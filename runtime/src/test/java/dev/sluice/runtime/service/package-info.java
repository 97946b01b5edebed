@NullMarked
package dev.sluice.runtime.service;

import org.jspecify.annotations.NullMarked;
