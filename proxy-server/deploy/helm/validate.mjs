// Validates rendered manifests, given on standard input, against the schemas of Kubernetes and the Prometheus operator:
//   npm install --no-save kubernetes-models @kubernetes-models/prometheus-operator js-yaml
//   helm template mqtt-proxy proxy-server/deploy/helm/mqtt-proxy --values FILE | node proxy-server/deploy/helm/validate.mjs
import { readFileSync } from 'node:fs';
import * as yaml from 'js-yaml';

let invalid = 0;
for (const manifest of yaml.loadAll(readFileSync(0, 'utf8')).filter(Boolean)) {
  const { apiVersion, kind, metadata } = manifest;
  const library = apiVersion.startsWith('monitoring.') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  try {
    const models = await import(`${library}/${apiVersion}`);
    new models[kind](manifest).validate();
    console.log(`valid    ${kind} ${metadata.name}`);
  } catch (problem) {
    invalid++;
    console.log(`INVALID  ${kind} ${metadata.name}: ${problem.message}`);
  }
}
process.exit(invalid === 0 ? 0 : 1);
