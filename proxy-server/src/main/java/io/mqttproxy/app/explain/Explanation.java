package io.mqttproxy.app.explain;

import io.mqttproxy.config.ProxyConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.connection.AuthorizingRouter;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.kafka.RecordPreview;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.routing.RouteExplanation;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.routing.ShadowedRule;
import io.mqttproxy.security.AclFile;
import io.mqttproxy.security.AclVerdict;
import io.mqttproxy.security.Authenticator;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.security.ShutOut;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to a publish, and why. The outcome is that of the code that devices meet. Whether a device can prove
 * who it is, nobody knows before it does.
 *
 * @param shutOut why the device is not even let in; {@code null} when it is
 * @param access what the ACL file says, or that there is none
 * @param route the rule that matches, whether or not the access is denied
 * @param shadowed rules that can never be used, whatever is published
 * @param record what Kafka would store; {@code null} when nothing is
 * @param rejected why the publish is; {@code null} when it is not, or never comes
 * @param deadLetterTopic where rejected publishes go; {@code null} for nowhere
 */
public record Explanation(
        SamplePublish publish,
        @Nullable ShutOut shutOut,
        AclVerdict access,
        RouteExplanation route,
        List<ShadowedRule> shadowed,
        @Nullable RecordPreview record,
        @Nullable FailureReason rejected,
        @Nullable String deadLetterTopic) {

    /**
     * Finds out, by the rules in the files as they are now.
     *
     * @throws io.mqttproxy.config.ConfigException when rules or ACL file cannot be used
     */
    public static Explanation of(SamplePublish publish, ProxyConfig config) {
        ShutOut shutOut = ShutOut.of(
                config.security(), publish.identity(), publish.origin().clientId());
        RuleRouter router = new RuleRouter(config.routing());
        Path aclFile = config.security().aclFile();
        AclFile acl = aclFile == null ? null : AclFile.load(aclFile);
        Routing outcome = new AuthorizingRouter(
                        policy(acl, router), publish.identity(), config.limits().packets())
                .route(publish.topic(), publish.origin(), publish.qos(), publish.retain());
        return new Explanation(
                publish,
                shutOut,
                verdict(publish, acl),
                router.explain(publish.topic(), publish.origin(), publish.qos(), publish.retain()),
                router.shadowed(),
                shutOut == null && outcome instanceof Destination destination
                        ? RecordPreview.of(
                                publication(publish, destination),
                                config.routing().traceSampling())
                        : null,
                shutOut == null && outcome instanceof Routing.Rejected no ? no.reason() : null,
                config.routing().deadLetterTopic());
    }

    /** Whether the message itself would be stored where its rule says. */
    public boolean isStored() {
        return record != null;
    }

    /** The rule that matches; {@code null} for none. */
    @Nullable
    RouteConfig rule() {
        return route.rule();
    }

    private static Policy policy(@Nullable AclFile acl, RuleRouter router) {
        Authenticator nobodyConnects = credentials -> new CompletableFuture<>();
        return new Policy(nobodyConnects, acl == null ? Authorizer.ALLOW_ALL : acl, router);
    }

    private static AclVerdict verdict(SamplePublish publish, @Nullable AclFile acl) {
        return acl == null
                ? new AclVerdict(true, "there is no acl-file")
                : acl.verdict(publish.identity(), publish.origin().clientId(), publish.topic());
    }

    private static Publication publication(SamplePublish publish, Destination destination) {
        return new Publication(
                publish.origin(),
                destination,
                publish.qos(),
                publish.retain(),
                false,
                false,
                PublishProperties.NONE,
                new byte[0],
                System.currentTimeMillis(),
                null);
    }
}
