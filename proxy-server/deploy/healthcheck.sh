#!/bin/bash
# Asks the admin server in the same container whether it lives. The image has no HTTP client; bash opens the connection.
port=${MQTT_PROXY_ADMIN_LISTEN##*:}
{ exec 3<>"/dev/tcp/127.0.0.1/${port:-9090}"; } 2>/dev/null || exit 1
printf 'GET /livez HTTP/1.0\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
