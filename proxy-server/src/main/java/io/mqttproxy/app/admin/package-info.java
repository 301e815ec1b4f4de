/** The HTTP server for operators: metrics, health, drain, status page. */
@NullMarked
package io.mqttproxy.app.admin;

import org.jspecify.annotations.NullMarked;
