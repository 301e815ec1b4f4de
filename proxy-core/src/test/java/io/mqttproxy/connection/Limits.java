package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;
import java.time.Duration;

/** The limits of a test: the defaults but for what it names. */
final class Limits {
    private int maxInflight = LimitsConfig.DEFAULTS.maxInflight();
    private int maxPacketSize = LimitsConfig.DEFAULTS.maxPacketSize();
    private int receiveMemory = LimitsConfig.DEFAULTS.receiveMemory();
    private int maxInflightBytes = LimitsConfig.DEFAULTS.maxInflightBytes();
    private int maxInflightTotal = LimitsConfig.DEFAULTS.maxInflightTotal();
    private int receiveMaximum = LimitsConfig.DEFAULTS.receiveMaximum();
    private int topicAliasMaximum = LimitsConfig.DEFAULTS.topicAliasMaximum();
    private int maxKeepAlive = LimitsConfig.DEFAULTS.maxKeepAlive();
    private int maxTopicLength = LimitsConfig.DEFAULTS.maxTopicLength();
    private int maxTopicLevels = LimitsConfig.DEFAULTS.maxTopicLevels();
    private int maxPublishRate = LimitsConfig.DEFAULTS.maxPublishRate();
    private int maxPublishBytesRate = LimitsConfig.DEFAULTS.maxPublishBytesRate();
    private int maxConnectionsPerIdentity = LimitsConfig.DEFAULTS.maxConnectionsPerIdentity();
    private int maxConnections = LimitsConfig.DEFAULTS.maxConnections();
    private int maxClientIdLength = LimitsConfig.DEFAULTS.maxClientIdLength();
    private Duration connectTimeout = LimitsConfig.DEFAULTS.connectTimeout();

    Limits maxInflight(int publishes) {
        maxInflight = publishes;
        return this;
    }

    Limits maxInflightBytes(int bytes) {
        maxInflightBytes = bytes;
        return this;
    }

    Limits maxInflightTotal(int publishes) {
        maxInflightTotal = publishes;
        return this;
    }

    Limits maxPacketSize(int bytes) {
        maxPacketSize = bytes;
        return this;
    }

    Limits receiveMemory(int bytes) {
        receiveMemory = bytes;
        return this;
    }

    Limits receiveMaximum(int publishes) {
        receiveMaximum = publishes;
        return this;
    }

    Limits topicAliasMaximum(int aliases) {
        topicAliasMaximum = aliases;
        return this;
    }

    Limits maxKeepAlive(int seconds) {
        maxKeepAlive = seconds;
        return this;
    }

    Limits maxTopicLength(int bytes) {
        maxTopicLength = bytes;
        return this;
    }

    Limits maxTopicLevels(int levels) {
        maxTopicLevels = levels;
        return this;
    }

    Limits maxPublishRate(int perSecond) {
        maxPublishRate = perSecond;
        return this;
    }

    Limits maxPublishBytesRate(int perSecond) {
        maxPublishBytesRate = perSecond;
        return this;
    }

    Limits maxConnectionsPerIdentity(int connections) {
        maxConnectionsPerIdentity = connections;
        return this;
    }

    Limits maxConnections(int connections) {
        maxConnections = connections;
        return this;
    }

    Limits maxClientIdLength(int bytes) {
        maxClientIdLength = bytes;
        return this;
    }

    Limits connectTimeout(Duration duration) {
        connectTimeout = duration;
        return this;
    }

    LimitsConfig build() {
        LimitsConfig defaults = LimitsConfig.DEFAULTS;
        return new LimitsConfig(
                maxConnections,
                defaults.maxConnectionsPerAddress(),
                maxConnectionsPerIdentity,
                defaults.maxConnectRate(),
                defaults.maxAuthenticationRate(),
                maxPacketSize,
                receiveMemory,
                maxInflight,
                maxInflightBytes,
                maxInflightTotal,
                receiveMaximum,
                topicAliasMaximum,
                maxPublishRate,
                maxPublishBytesRate,
                connectTimeout,
                maxKeepAlive,
                maxTopicLength,
                maxTopicLevels,
                defaults.maxUserProperties(),
                maxClientIdLength);
    }
}
