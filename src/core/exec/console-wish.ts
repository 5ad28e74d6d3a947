/** What the parameters of `console` ask for: where to go, and for how long. */
import { type ConsolePartition, consoleUrl, isRegionOf, reopenedUrl } from '../aws/console-url.ts';
import { consoleFailures } from '../failure/console-failures.ts';
import { failures } from '../failure/failures.ts';
import { parseDuration } from '../text/time.ts';
import { consoleService } from './console-services.ts';

/** The parameters of `console` that say where to go and how. */
export interface ConsoleParameters {
	readonly service: string | undefined;
	readonly path: string | undefined;
	readonly url: string | undefined;
	readonly region: string | undefined;
	readonly duration: string | undefined;
	readonly browser: string | undefined;
	readonly portal: boolean;
	readonly print: boolean;
	readonly qr: boolean;
	readonly private: boolean;
	readonly 'own-window': boolean;
	readonly 'firefox-container': boolean;
}

const refuse = (problem: string) => failures.usage({ problem, command: 'console' });

const WINDOWS = ['private', 'own-window', 'firefox-container'] as const;

/** Parameters that do not go together. */
const EXCLUSIVE = [
	['service', 'path'],
	['service', 'url'],
	['path', 'url'],
	['url', 'region'],
	['portal', 'duration'],
	['print', 'browser'],
	['qr', 'browser'],
	...(['print', 'qr'] as const).flatMap((shown) => WINDOWS.map((window) => [shown, window] as const)),
	['private', 'own-window'],
	['private', 'firefox-container'],
	['own-window', 'firefox-container'],
] as const;

const [SHORTEST_MS, LONGEST_MS] = [15 * 60_000, 12 * 3_600_000];

/** Refuses parameters that are wrong for every role. @throws Failure `usage`, `console-service-unknown` */
export function refuseUnfitWish(wish: ConsoleParameters): void {
	const isGiven = (name: keyof ConsoleParameters) => wish[name] !== undefined && wish[name] !== false;
	for (const [one, other] of EXCLUSIVE) {
		if (isGiven(one) && isGiven(other)) throw refuse(`--${one} and --${other} cannot be used together`);
	}
	// A code of the other address would be too large for a terminal, and a secret that is seen from afar.
	if (wish.qr && !wish.portal) throw refuse('--qr requires --portal');
	for (const name of ['service', 'path', 'url', 'browser'] as const) {
		if (wish[name]?.trim() === '') throw refuse(`--${name} is empty`);
	}
	if (wish.service !== undefined) placeOfService(wish.service);
	secondsOf(wish);
}

/** Returns how long the session lasts, in seconds; undefined for as long as AWS decides. @throws Failure `usage` */
export function secondsOf({ duration }: Pick<ConsoleParameters, 'duration'>): number | undefined {
	if (duration === undefined) return undefined;
	const milliseconds = parseDuration(duration);
	if (milliseconds !== undefined && milliseconds >= SHORTEST_MS && milliseconds <= LONGEST_MS) {
		return milliseconds / 1000;
	}
	throw refuse('--duration takes 15m to 12h, such as 90m or 8h');
}

/** @throws Failure `console-service-unknown` */
function placeOfService(service: string) {
	const found = consoleService(service);
	if ('place' in found) return found.place;
	throw consoleFailures.consoleServiceUnknown({ service, nearest: found.nearest });
}

/** The role whose console is opened. */
interface RoleInRegion {
	readonly name: string;
	/** That of `--region`, else that of the profile. */
	readonly region: string | undefined;
}

/**
 * Returns the page of the console to go to.
 * @param usual the region for a role without one
 * @throws Failure `console-url-refused`, `console-region-foreign`, `console-service-unknown`
 */
export function consoleDestination(
	wish: ConsoleParameters,
	partition: ConsolePartition,
	{ name: profile, region }: RoleInRegion,
	usual: string | undefined,
): string {
	if (wish.url !== undefined) return destinationOfUrl(wish.url, partition);
	if (region !== undefined && !isRegionOf(partition, region)) {
		throw consoleFailures.consoleRegionForeign({ profile, region, partition: partition.name });
	}
	const shown = region ?? (usual !== undefined && isRegionOf(partition, usual) ? usual : undefined);
	if (wish.path !== undefined) return consoleUrl(partition, { path: wish.path.replace(/^[/\\]+/, '') }, shown);
	return consoleUrl(partition, placeOfService(wish.service ?? 'home'), shown);
}

/** @throws Failure `console-url-refused` */
function destinationOfUrl(text: string, partition: ConsolePartition): string {
	const reopened = reopenedUrl(text, partition);
	if ('url' in reopened) return reopened.url;
	const example = consoleUrl(partition, { path: 's3/buckets' }, undefined);
	throw consoleFailures.consoleUrlRefused({ problem: reopened.problem, example });
}
