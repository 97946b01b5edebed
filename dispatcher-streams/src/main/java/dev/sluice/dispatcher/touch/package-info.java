/**
 * What a statement reaches for: tables read and written, functions called. Names are collected from the tokens of every statement; a
 * parser of the dialect confirms and completes them where it understands the text.
 */
@NullMarked
package dev.sluice.dispatcher.touch;

import org.jspecify.annotations.NullMarked;
