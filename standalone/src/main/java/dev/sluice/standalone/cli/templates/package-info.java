/** What the commands about definitions must know of templates: what a template is called, where it stands and how it looks in a list. */
@NullMarked
package dev.sluice.standalone.cli.templates;

import org.jspecify.annotations.NullMarked;
