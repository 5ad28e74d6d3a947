/** Words that ask for help and nothing else. */

const ASKS = new Set(['--help', '-h']);

/** The command that help is wanted for, or an empty text for the program; undefined for words that ask for anything else. */
export function helpTopic(argv: readonly string[], commands: readonly { readonly name: string }[]): string | undefined {
	const [first = '--help', second, ...more] = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
	if (ASKS.has(first)) return second === undefined ? '' : undefined;
	const isCommand = commands.some(({ name }) => name === first);
	return isCommand && second !== undefined && ASKS.has(second) && more.length === 0 ? first : undefined;
}
