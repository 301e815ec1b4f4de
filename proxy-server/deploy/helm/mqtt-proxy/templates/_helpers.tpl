{{- define "mqtt-proxy.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "mqtt-proxy.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "mqtt-proxy.labels" -}}
{{ include "mqtt-proxy.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- /* Settings that follow from other values, over those of the user. */ -}}
{{- define "mqtt-proxy.settings" -}}
{{- $_ := required "config.kafka-bootstrap-servers is required" (index .Values.config "kafka-bootstrap-servers") }}
{{- $listen := list }}
{{- range .Values.listeners }}{{ $listen = append $listen .listen }}{{ end }}
{{- $derived := dict "listen" $listen "admin-listen" "0.0.0.0:9090" "drain-delay" (printf "%ds" (int .Values.drain.delaySeconds)) "drain-timeout" (printf "%ds" (int .Values.drain.timeoutSeconds)) }}
{{- toYaml (merge $derived .Values.config) }}
{{- end }}
