package org.dsp.core.config;

import java.util.Optional;

/**
 * Two parts of a configuration that do not go together, or one that does not fit the rest.
 *
 * @param part what is at fault
 * @param parameter the parameter at fault, as files name it; empty = the block's name
 * @param problem what is wrong; when there is another part, it ends by naming it
 * @param other what it collides with
 * @param allowed what would be right
 */
public record Conflict(
        Part part, String parameter, String problem, Optional<Part> other, String allowed) {}
