/** IP addresses and ranges of them, such as `10.0.0.0/8`. */

/** An IP address as a number, and how many bits it has: 32 or 128. */
interface Address {
	readonly bits: number;
	readonly number: bigint;
}

const HEXTETS = 8;

/** @param text eight groups at most, with `::` for the missing ones: `2001:db8::1` */
function ipv6Number(text: string): bigint {
	const [head = '', tail] = text.split('::');
	const groups = (part: string | undefined) => (part ? part.split(':') : []);
	const [first, last] = [groups(head), groups(tail)];
	const missing = Array.from({ length: HEXTETS - first.length - last.length }, () => '0');
	return [...first, ...missing, ...last].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** Returns the address in a text, with or without brackets; undefined for anything else, such as a host name. */
function parseAddress(text: string): Address | undefined {
	if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
		const parts = text.split('.').map(Number);
		if (parts.some((part) => part > 255)) return undefined;
		return { bits: 32, number: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
	}
	const url = `http://[${text.replace(/^\[(.*)\]$/, '$1')}]`;
	if (!text.includes(':') || !URL.canParse(url)) return undefined;
	// The URL parser has checked the address, and has turned an IPv4 address at its end into groups.
	return { bits: 128, number: ipv6Number(new URL(url).hostname.slice(1, -1)) };
}

/**
 * Whether an address is the given one or in the given range.
 * @param host any host; a name is in no range
 * @param range an address, or an address and the number of leading bits that count: `10.0.0.0/8`, `2001:db8::/32`
 */
export function isInRange(host: string, range: string): boolean {
	const [, start = '', size] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
	const [address, network] = [parseAddress(host), parseAddress(start)];
	if (address === undefined || network === undefined || address.bits !== network.bits) return false;
	const kept = size === undefined ? address.bits : Number(size);
	if (kept > address.bits) return false;
	const ignored = BigInt(address.bits - kept);
	return address.number >> ignored === network.number >> ignored;
}

/** Whether a host name or address means this machine. */
export const isLoopback = (host: string): boolean =>
	/^(?:.*\.)?localhost\.?$/i.test(host) ||
	['127.0.0.0/8', '::1', '::ffff:127.0.0.0/104'].some((range) => isInRange(host, range));
