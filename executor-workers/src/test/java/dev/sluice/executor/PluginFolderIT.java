package dev.sluice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.Driver;
import dev.sluice.executor.intercept.Interceptor;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real jars in a folder, and a class path without what is in them. */
final class PluginFolderIT {
    private static final String CONNECTOR_J = "com.mysql.";

    @TempDir
    Path folder;

    @Test
    void a_driver_in_the_folder_serves_its_engine() throws Exception {
        URI jar =
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Files.copy(Path.of(jar), folder.resolve("connector.jar"));

        assertThat(select()).isEqualTo("[[1]]");
    }

    @Test
    void without_it_the_engine_is_missing_and_the_message_names_the_driver_and_both_places() throws Exception {
        assertThat(select().toString()).contains("mysql", "com.mysql.cj.jdbc.Driver", "class path", "executor.plugins");
    }

    @Test
    void an_interceptor_in_the_folder_is_found_by_its_service_file() throws Exception {
        String type = PluggedInterceptor.class.getName();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("interceptor.jar")))) {
            String classFile = type.replace('.', '/') + ".class";
            try (InputStream code =
                    Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(classFile))) {
                put(jar, classFile, code.readAllBytes());
            }
            put(jar, "META-INF/services/" + Interceptor.class.getName(), type.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(probe(type, "interceptions", folder, type)).isEqualTo(1);
    }

    private Object select() throws Exception {
        return probe(
                CONNECTOR_J, "select", folder, "mysql", MariaServer.shared().url(MariaServer.ENGINE_MYSQL, "test"));
    }

    private static Object probe(String hidden, String what, Object... arguments) throws Exception {
        try (HidingLoader loader = new HidingLoader(hidden)) {
            for (Method method : loader.loadClass(PluginProbe.class.getName()).getDeclaredMethods()) {
                if (method.getName().equals(what)) {
                    method.setAccessible(true);
                    return method.invoke(null, arguments);
                }
            }
        }
        throw new AssertionError("no " + what);
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws Exception {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
