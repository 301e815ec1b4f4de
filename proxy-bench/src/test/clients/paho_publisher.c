/* Paho C: publishes each line of standard input. Arguments: URL, MQTT version, QoS, client id, topic. */
#include <MQTTAsync.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int connected;
static int open_messages;

static void change(int *value, int difference) {
    pthread_mutex_lock(&lock);
    *value += difference;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void await(int *value, int wanted) {
    pthread_mutex_lock(&lock);
    while (*value != wanted) {
        pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
}

static void on_connected(void *context, char *cause) {
    change(&connected, 1);
}

static void on_lost(void *context, char *cause) {
    printf("disconnected\n");
}

static void on_stored(void *context, MQTTAsync_successData *data) {
    printf("acked\n");
    change(&open_messages, -1);
}

static void on_stored5(void *context, MQTTAsync_successData5 *data) {
    printf(data->reasonCode < 0x80 ? "acked\n" : "refused\n");
    change(&open_messages, -1);
}

static void on_failed(void *context, MQTTAsync_failureData *data) {
    printf("failed %d\n", data->code);
    change(&open_messages, -1);
}

static void on_failed5(void *context, MQTTAsync_failureData5 *data) {
    printf("failed %d, reason %d\n", data->code, data->reasonCode);
    change(&open_messages, -1);
}

static void require(int result, const char *what) {
    if (result != MQTTASYNC_SUCCESS) {
        fprintf(stderr, "%s: %s\n", what, MQTTAsync_strerror(result));
        exit(1);
    }
}

static void publish_lines(MQTTAsync client, int v5, int qos, const char *topic) {
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        MQTTAsync_responseOptions options = MQTTAsync_responseOptions_initializer;
        if (v5) {
            options.onSuccess5 = on_stored5;
            options.onFailure5 = on_failed5;
        } else {
            options.onSuccess = on_stored;
            options.onFailure = on_failed;
        }
        change(&open_messages, 1);
        require(MQTTAsync_send(client, topic, strcspn(line, "\n"), line, qos, 0, &options), "publish");
    }
}

/* Returns when connected; from then on the client connects again by itself. */
static void connect_client(MQTTAsync client, const char *version, int web) {
    MQTTAsync_connectOptions plain = MQTTAsync_connectOptions_initializer;
    MQTTAsync_connectOptions plain5 = MQTTAsync_connectOptions_initializer5;
    MQTTAsync_connectOptions web_plain = MQTTAsync_connectOptions_initializer_ws;
    MQTTAsync_connectOptions web5 = MQTTAsync_connectOptions_initializer5_ws;
    int v5 = strcmp(version, "5") == 0;
    MQTTAsync_connectOptions options = v5 ? (web ? web5 : plain5) : (web ? web_plain : plain);
    if (!v5) {
        options.MQTTVersion = strcmp(version, "3.1") == 0 ? MQTTVERSION_3_1 : MQTTVERSION_3_1_1;
        options.cleansession = 0;
    }
    options.automaticReconnect = 1;
    options.minRetryInterval = 1;
    options.maxRetryInterval = 2;
    options.maxInflight = 100;
    require(MQTTAsync_connect(client, &options), "connect");
    await(&connected, 1);
}

static MQTTAsync create_client(const char *url, int v5, const char *client_id) {
    char uri[256];
    /* Paho C says tcp:// where everybody else says mqtt://. */
    int web = strncmp(url, "ws", 2) == 0;
    snprintf(uri, sizeof uri, "%s%s", web ? "ws" : "tcp", strstr(url, "://"));
    MQTTAsync client;
    MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
    options.MQTTVersion = v5 ? MQTTVERSION_5 : MQTTVERSION_DEFAULT;
    options.sendWhileDisconnected = 1;
    options.maxBufferedMessages = 100000;
    require(MQTTAsync_createWithOptions(&client, uri, client_id, MQTTCLIENT_PERSISTENCE_NONE, NULL, &options), "create");
    require(MQTTAsync_setConnectionLostCallback(client, NULL, on_lost), "callbacks");
    require(MQTTAsync_setConnected(client, NULL, on_connected), "callbacks");
    return client;
}

static void disconnect_client(MQTTAsync client, int v5) {
    MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer;
    MQTTAsync_disconnectOptions options5 = MQTTAsync_disconnectOptions_initializer5;
    MQTTAsync_disconnect(client, v5 ? &options5 : &options);
    while (MQTTAsync_isConnected(client)) {
        usleep(10000);
    }
    MQTTAsync_destroy(&client);
}

int main(int count, char **arguments) {
    if (count != 6) {
        fprintf(stderr, "arguments: URL, MQTT version, QoS, client id, topic\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    const char *url = arguments[1], *version = arguments[2];
    int v5 = strcmp(version, "5") == 0;
    MQTTAsync client = create_client(url, v5, arguments[4]);
    connect_client(client, version, strncmp(url, "ws", 2) == 0);
    publish_lines(client, v5, atoi(arguments[3]), arguments[5]);
    await(&open_messages, 0);
    disconnect_client(client, v5);
    return 0;
}
