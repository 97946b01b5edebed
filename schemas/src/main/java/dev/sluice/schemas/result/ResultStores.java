package dev.sluice.schemas.result;

import java.io.IOException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds the store of a location among those that can be loaded. */
public final class ResultStores {
    private ResultStores() {}

    /** A store found on the class path. */
    public static ResultStore open(ResultAccess access) throws IOException {
        return open(access, ResultStores.class.getClassLoader());
    }

    /** A store found by this class loader. Throws IOException, saying what is missing, if there is none for the location. */
    public static ResultStore open(ResultAccess access, ClassLoader classes) throws IOException {
        String scheme = access.location().scheme();
        TreeSet<String> others = new TreeSet<>();
        Iterator<ResultStoreProvider> providers =
                ServiceLoader.load(ResultStoreProvider.class, classes).iterator();
        try {
            while (providers.hasNext()) {
                ResultStoreProvider provider = providers.next();
                if (provider.scheme().equals(scheme)) {
                    return provider.open(access);
                }
                others.add(provider.scheme());
            }
        } catch (ServiceConfigurationError broken) {
            throw new IOException("a result store cannot be loaded: " + broken.getMessage(), broken);
        } catch (NoClassDefFoundError missing) {
            throw new IOException(
                    "the library that " + scheme + ":// needs is not on the class path: " + missing.getMessage(),
                    missing);
        }
        throw new IOException("no result store serves " + scheme + "://; there are " + others);
    }
}
