#!/bin/sh
# Does a message cost more when more replicas share the work? The same total load on 1, 2 and 4 proxies behind HAProxy, in
# turn, with the processor time of the proxies added up.
#
#   mvn package -DskipTests && proxy-bench/scale-out/compare.sh [options of "mqtt-bench compare"]
#
# Needs java, haproxy and curl, and 14 free ports from FIRST_PORT (26500).
set -eu
cd "$(dirname "$0")/../.."
if [ $# -eq 0 ]; then
    set -- --clients 1000 --rate 20000 --duration 40s --warm-up 10s --rounds 5 --warm-up-rounds 2
fi

first=${FIRST_PORT:-26500}
kafka=127.0.0.1:$first
directory=$(mktemp -d)
started=
trap 'kill $started 2>/dev/null || true; wait; rm -rf "$directory"' EXIT
trap 'exit 1' INT TERM

java -jar proxy-bench/target/mqtt-bench.jar kafka --port "$first" --property num.partitions=12 >"$directory/kafka.log" 2>&1 &
started=$!

proxies=
for number in 1 2 3 4; do
    port=$((first + 2 * number + 3))
    export "PROXY$number=$port"
    java -Xmx256m -jar proxy-server/target/mqtt-proxy.jar --kafka-bootstrap-servers "$kafka" \
        --listen "mqtt://127.0.0.1:$port" --admin-listen "127.0.0.1:$((port + 1))" >"$directory/proxy$number.log" 2>&1 &
    proxies="$proxies $!"
    started="$started $!"
done
for number in 1 2 3 4; do
    curl --silent --show-error --fail --output /dev/null --retry 60 --retry-delay 1 --retry-all-errors \
        "http://127.0.0.1:$((first + 2 * number + 4))/readyz" 2>"$directory/waiting.log" ||
        { cat "$directory"/*.log; exit 1; }
done

export DOOR1=$((first + 1)) DOOR2=$((first + 2)) DOOR4=$((first + 3))
haproxy -db -f proxy-bench/scale-out/haproxy.cfg &
started="$started $!"

pids() {
    echo "$proxies" | cut -d ' ' -f "2-$(($1 + 1))" | tr ' ' ','
}
java -jar proxy-bench/target/mqtt-bench.jar compare --title "Scale-out: 1, 2 and 4 proxies, the same load" \
    --target "one=mqtt://127.0.0.1:$DOOR1,$(pids 1)" \
    --target "two=mqtt://127.0.0.1:$DOOR2,$(pids 2)" \
    --target "four=mqtt://127.0.0.1:$DOOR4,$(pids 4)" \
    "$@"
