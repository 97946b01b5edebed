package dev.sluice.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Version of the jar that the command runs from, and of the JDK. */
final class SluiceVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(SluiceVersion.class.getPackage().getImplementationVersion())
                .orElse("0.1.0-SNAPSHOT");
        return new String[] {"sluice " + version, "JDK " + Runtime.version()};
    }
}
