/** The loopback rule for redirect URIs (RFC 8252, section 7.3): the port may differ from the registered one. */

/** Returns undefined unless it is plain http to a loopback address; `localhost` is a name, not an address. */
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

/** Whether a registered URI has the same address and path; the client may choose the port. */
export function isRegistered(text: string, registered: readonly string[]): boolean {
	const url = loopback(text);
	return registered.some((registeredUri) => {
		const registeredUrl = loopback(registeredUri);
		return (
			registeredUrl?.hostname === url?.hostname &&
			registeredUrl?.pathname === url?.pathname &&
			registeredUrl !== undefined
		);
	});
}
