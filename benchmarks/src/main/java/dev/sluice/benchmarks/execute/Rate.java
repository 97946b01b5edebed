package dev.sluice.benchmarks.execute;

/**
 * What backlogs of one statement came to: medians over the rounds.
 *
 * @param cpuSeconds of this process over all rounds, its load and its broker included, but not the database server
 * @param heapMebibytes the most that a collection left in use, of this process
 */
record Rate(double perSecond, long jobs, double cpuSeconds, double heapMebibytes) {
    double cpuMicrosPerJob() {
        return cpuSeconds * 1e6 / jobs;
    }
}
