/**
 * The help of the program (under the empty name) and of each command, as yargs writes it for 80 columns. scripts/build.mjs puts it in here, so that
 * showing it does not take loading yargs; empty where the sources are run as they are.
 */
export const helpTexts: Readonly<Record<string, string>> = {};
