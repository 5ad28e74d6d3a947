/** The meanings of the exit statuses, for help and the manual. */
import type { FailureStatus } from './failure.ts';

export const exitStatuses: Readonly<Record<0 | 1 | FailureStatus, string>> = {
	0: 'success',
	1: 'a command of each failed, sync --check or doctor found something, or a bug in ssoenv',
	2: 'wrong usage',
	3: 'a problem with the configuration or a file',
	4: 'sign-in needed, denied or timed out',
	5: 'AWS refused the request',
	6: 'AWS is unreachable or throttles requests',
	126: 'the command of exec cannot run',
	127: 'the command of exec is not found',
	130: 'interrupted, or you answered no',
	143: 'serve was ended by SIGTERM',
};
