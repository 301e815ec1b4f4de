// MQTT.js: publishes each line of standard input. Arguments: URL, MQTT version, QoS, client id, topic.
const mqtt = require('mqtt');
const readline = require('node:readline');

const VERSIONS = { 3.1: 3, '3.1.1': 4, 5: 5 };
const [url, version, qos, clientId, topic] = process.argv.slice(2);
const protocolVersion = VERSIONS[version];
const protocolId = protocolVersion === 3 ? 'MQIsdp' : 'MQTT';

const client = mqtt.connect(url, { clientId, protocolId, protocolVersion, clean: false, reconnectPeriod: 1000 });
client.on('error', (error) => console.log('error', error.message));
client.on('close', () => console.log('closed'));

client.once('connect', async () => {
  const acknowledgements = [];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    acknowledgements.push(client.publishAsync(topic, line, { qos: Number(qos) }).then(() => console.log('acked')));
  }
  await Promise.all(acknowledgements);
  await client.endAsync();
});
