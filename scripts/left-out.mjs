/**
 * Stands in for two packages that the proxy agents import and ssoenv has no use for. `debug` would print requests with
 * the tokens in their headers, and loads `supports-color` from the machine of the person. `proxy-agent-negotiate` would
 * load `kerberos` from there.
 */
// biome-ignore lint/style/noDefaultExport: `debug` has one.
export default () => () => undefined;
export const createNegotiateAuth = () => undefined;
