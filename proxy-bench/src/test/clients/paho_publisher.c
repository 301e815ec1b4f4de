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

int main(int count, char **arguments) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    const char *version = arguments[2];
    int v5 = strcmp(version, "5") == 0;
    char uri[256];
    /* Paho C says tcp:// where everybody else says mqtt://. */
    const char *rest = strstr(arguments[1], "://");
    snprintf(uri, sizeof uri, "%s%s", strncmp(arguments[1], "mqtt", 4) == 0 ? "tcp" : "ws", rest);

    MQTTAsync client;
    MQTTAsync_createOptions creation = MQTTAsync_createOptions_initializer;
    creation.MQTTVersion = v5 ? MQTTVERSION_5 : MQTTVERSION_DEFAULT;
    creation.sendWhileDisconnected = 1;
    creation.maxBufferedMessages = 100000;
    require(MQTTAsync_createWithOptions(&client, uri, arguments[4], MQTTCLIENT_PERSISTENCE_NONE, NULL, &creation), "create");
    require(MQTTAsync_setConnectionLostCallback(client, NULL, on_lost), "callbacks");
    require(MQTTAsync_setConnected(client, NULL, on_connected), "callbacks");

    MQTTAsync_connectOptions plain = MQTTAsync_connectOptions_initializer;
    MQTTAsync_connectOptions plain5 = MQTTAsync_connectOptions_initializer5;
    MQTTAsync_connectOptions ws = MQTTAsync_connectOptions_initializer_ws;
    MQTTAsync_connectOptions ws5 = MQTTAsync_connectOptions_initializer5_ws;
    int web = strncmp(uri, "ws", 2) == 0;
    MQTTAsync_connectOptions options = v5 ? (web ? ws5 : plain5) : (web ? ws : plain);
    if (!v5) {
        options.MQTTVersion = strcmp(version, "3.1") == 0 ? MQTTVERSION_3_1 : MQTTVERSION_3_1_1;
        options.cleansession = 0;
    }
    options.automaticReconnect = 1;
    options.minRetryInterval = 1;
    options.maxRetryInterval = 2;
    options.maxInflight = 100;
    require(MQTTAsync_connect(client, &options), "connect");

    pthread_mutex_lock(&lock);
    while (connected == 0) {
        pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);

    publish_lines(client, v5, atoi(arguments[3]), arguments[5]);

    pthread_mutex_lock(&lock);
    while (open_messages > 0) {
        pthread_cond_wait(&changed, &lock);
    }
    pthread_mutex_unlock(&lock);
    MQTTAsync_disconnectOptions goodbye = MQTTAsync_disconnectOptions_initializer;
    if (v5) {
        goodbye = (MQTTAsync_disconnectOptions) MQTTAsync_disconnectOptions_initializer5;
    }
    MQTTAsync_disconnect(client, &goodbye);
    while (MQTTAsync_isConnected(client)) {
        usleep(10000);
    }
    MQTTAsync_destroy(&client);
    return 0;
}
