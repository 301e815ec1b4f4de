/** The settings of the proxy, group by group: each class declares its settings and makes their record. */
@NullMarked
package io.mqttproxy.app.config;

import org.jspecify.annotations.NullMarked;
