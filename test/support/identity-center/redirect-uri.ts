/** The loopback rule for redirect URIs (RFC 8252, section 7.3): registered without regard to the port. */

/** Undefined for anything but plain http to a loopback address; a name like `localhost` is not an address. */
function loopback(text: string): URL | undefined {
	if (!URL.canParse(text)) {
		return undefined;
	}
	const url = new URL(text);
	const isLoopback = url.protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(url.hostname);
	const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
	return isLoopback && isBare ? url : undefined;
}

export function isLoopback(text: string): boolean {
	return loopback(text) !== undefined;
}

/** Same address and path as one that is registered; the port is the client's choice. */
export function isRegistered(text: string, registered: readonly string[]): boolean {
	const url = loopback(text);
	return registered.some((known) => {
		const other = loopback(known);
		return other?.hostname === url?.hostname && other?.pathname === url?.pathname && other !== undefined;
	});
}
