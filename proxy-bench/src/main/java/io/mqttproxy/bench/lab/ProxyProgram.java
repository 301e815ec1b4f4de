package io.mqttproxy.bench.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * The proxy's program and how it is run.
 *
 * @param directory for logs
 * @param classPath where to find it
 * @param jvmOptions such as {@code -Xmx512m}
 */
public record ProxyProgram(Path directory, String classPath, List<String> jvmOptions) {}
