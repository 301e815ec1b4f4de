package io.mqttproxy.security;

/**
 * The decision of an ACL file about one client and topic.
 *
 * @param rule the deciding rule with file and line, or that there is none; for people, not for
 *     programs
 */
public record AclVerdict(boolean allowed, String rule) {}
