package io.mqttproxy.security;

/**
 * What an ACL file says of one client and topic.
 *
 * @param rule the rule that decided, with file and line, or that there is none; for people, not for programs
 */
public record AclVerdict(boolean allowed, String rule) {}
