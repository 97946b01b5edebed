/**
 * The way in, first half: a JSON body becomes a request message, or a list of everything that is wrong with it. Pure, so that every
 * kind of bad input is a test without a server.
 */
@NullMarked
package dev.sluice.api.form;

import org.jspecify.annotations.NullMarked;
