/** `import()`, for code that Node did not read from a file itself, and which cannot import anything therefore. */

export const importHere = (name: string): Promise<unknown> => import(name);
