import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node in this process: {@code TestNode ASSEMBLY DIRECTORY name=value…}. The assembly holds the
 * modules and is only read; data and configuration of this node are in the directory.
 */
public final class TestNode {
  private TestNode() {}

  public static void main(String[] arguments) throws Exception {
    Path assembly = Path.of(arguments[0]);
    Path directory = Path.of(arguments[1]);
    Path configuration = Files.createDirectories(directory.resolve("config"));
    Settings.Builder settings = Settings.builder()
        .put("path.home", assembly)
        .put("path.data", directory.resolve("data"))
        .put("path.logs", directory.resolve("logs"))
        .put("network.host", "127.0.0.1");
    Arrays.stream(arguments).skip(2).map(argument -> argument.split("=", 2))
        .forEach(setting -> settings.put(setting[0], setting[1]));

    Environment environment = new Environment(settings.build(), configuration);
    LogConfigurator.configureWithoutConfig(environment.settings());
    Node node = new Node(environment, PluginsLoader.createPluginsLoader(
        PluginsLoader.loadModulesBundles(environment.modulesDir()),
        PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
        Map.of(), false));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    node.start();
    Thread.currentThread().join();
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (Exception error) {
      error.printStackTrace();
    }
  }
}
