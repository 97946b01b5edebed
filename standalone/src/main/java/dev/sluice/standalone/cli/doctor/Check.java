package dev.sluice.standalone.cli.doctor;

import java.util.List;

/** One question about the surroundings; answers within a few seconds and never throws for what it was made to find. */
interface Check {
    List<Finding> look() throws InterruptedException;
}
