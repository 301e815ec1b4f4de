package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.marcnuri.helm.Helm;
import io.mqttproxy.app.config.AppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Renders the chart with Helm and looks at what Kubernetes would get. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the test has Helm for this platform only")
class HelmChartTest {
    private static final Path CHART = Path.of("deploy/helm/mqtt-proxy");
    private static final Path EVERYTHING = CHART.resolve("ci/all-values.yaml");
    private static final String MINIMUM = "config:\n  kafka-bootstrap-servers: kafka:9092\n  allow-anonymous: true\n";

    private static final Pattern PAGE_EXAMPLE = Pattern.compile("```yaml\\n(# values.yaml\\n.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void helmHasNothingToSayAgainstTheChart() throws IOException {
        var result = new Helm(chartWith(MINIMUM)).lint().strict().call();
        assertFalse(result.isFailed(), () -> String.join("\n", result.getMessages()));
    }

    @Test
    void theLeastValuesGiveADeploymentThatSurvivesANode() throws IOException {
        Map<String, Map<?, ?>> objects = render(values(MINIMUM));
        assertEquals(
                Set.of(
                        "ConfigMap/mqtt-proxy",
                        "Deployment/mqtt-proxy",
                        "PodDisruptionBudget/mqtt-proxy",
                        "Service/mqtt-proxy",
                        "Service/mqtt-proxy-admin"),
                objects.keySet());
        assertEquals("Local", get(objects, "Service/mqtt-proxy", "spec", "externalTrafficPolicy"));
        assertEquals(3, get(objects, "Deployment/mqtt-proxy", "spec", "replicas"));
    }

    @Test
    void everyValueHasATemplateThatTakesIt() throws IOException {
        Map<String, Map<?, ?>> objects = render(EVERYTHING);
        assertTrue(objects.keySet()
                .containsAll(Set.of(
                        "HorizontalPodAutoscaler/mqtt-proxy",
                        "NetworkPolicy/mqtt-proxy",
                        "ServiceMonitor/mqtt-proxy")));
        assertFalse(((Map<?, ?>) get(objects, "Deployment/mqtt-proxy", "spec")).containsKey("replicas"));
    }

    @Test
    void theProxyAcceptsTheSettingsOfTheChart() throws IOException {
        for (Path values : List.of(values(MINIMUM), EVERYTHING)) {
            String yaml = (String) get(render(values), "ConfigMap/mqtt-proxy", "data", "proxy.yaml");
            AppConfig config = YamlConfig.load(directory, yaml);
            assertEquals(10, config.proxy().delivery().drainDelay().toSeconds());
        }
    }

    @Test
    void theExampleOfThePageIsAccepted() throws IOException {
        Matcher example = PAGE_EXAMPLE.matcher(Files.readString(Path.of("../docs/operating.md")));
        assertTrue(example.find());
        String yaml = (String) get(render(values(example.group(1))), "ConfigMap/mqtt-proxy", "data", "proxy.yaml");
        YamlConfig.load(directory, yaml);
    }

    @Test
    void kubernetesWaitsForTheDrainToEnd() throws IOException {
        Map<String, Map<?, ?>> objects =
                render(values(MINIMUM + "drain:\n  delaySeconds: 20\n  timeoutSeconds: 100\n"));
        String yaml = (String) get(objects, "ConfigMap/mqtt-proxy", "data", "proxy.yaml");
        var delivery = YamlConfig.load(directory, yaml).proxy().delivery();
        long longest = delivery.drainDelay().plus(delivery.drainTimeout()).toSeconds();
        assertEquals(120, longest);
        assertEquals(
                125,
                get(objects, "Deployment/mqtt-proxy", "spec", "template", "spec", "terminationGracePeriodSeconds"));
    }

    @Test
    void probesAskWhatTheAdminServerAnswers() throws IOException {
        Map<?, ?> container = container(render(values(MINIMUM)));
        assertEquals("/livez", path(container, "livenessProbe", "httpGet", "path"));
        assertEquals("/readyz", path(container, "readinessProbe", "httpGet", "path"));
        assertEquals(true, path(container, "securityContext", "readOnlyRootFilesystem"));
    }

    @Test
    void aMissingKafkaIsSaidByName() throws IOException {
        Path values = values("config:\n  allow-anonymous: true\n");
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> render(values));
        assertTrue(String.valueOf(e.getMessage()).contains("config.kafka-bootstrap-servers is required"), e::toString);
    }

    private Path values(String yaml) throws IOException {
        return Files.writeString(directory.resolve("values.yaml"), yaml);
    }

    /** Helm's linter takes no values but the chart's own. */
    private Path chartWith(String values) throws IOException {
        Path copy = directory.resolve("mqtt-proxy");
        try (var files = Files.walk(CHART)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(CHART.relativize(file)));
            }
        }
        Path chartValues = copy.resolve("values.yaml");
        Files.writeString(chartValues, Files.readString(chartValues).replace("config: {}\n", values));
        return copy;
    }

    private static Map<String, Map<?, ?>> render(Path values) {
        String manifests = new Helm(CHART)
                .template()
                .withName("mqtt-proxy")
                .withKubeVersion("1.30.0")
                .withNamespace("mqtt")
                .withValuesFile(values)
                .call();
        Map<String, Map<?, ?>> objects = new HashMap<>();
        Load load = new Load(LoadSettings.builder().build());
        for (Object document : load.loadAllFromString(manifests)) {
            if (document instanceof Map<?, ?> object) {
                objects.put(object.get("kind") + "/" + path(object, "metadata", "name"), object);
            }
        }
        return objects;
    }

    private static Map<?, ?> container(Map<String, Map<?, ?>> objects) {
        List<?> containers = (List<?>) get(objects, "Deployment/mqtt-proxy", "spec", "template", "spec", "containers");
        return (Map<?, ?>) containers.get(0);
    }

    private static Object get(Map<String, Map<?, ?>> objects, String name, String... path) {
        Map<?, ?> object = objects.get(name);
        assertTrue(object != null, () -> name + " is not among " + objects.keySet());
        return path(object, path);
    }

    private static Object path(Map<?, ?> object, String... path) {
        Object node = object;
        for (String key : path) {
            node = Objects.requireNonNull(((Map<?, ?>) node).get(key), key);
        }
        return node;
    }
}
