/** Tools whose profiles can be taken over. */
export const tools = ['granted', 'aws-vault', 'aws-sso-cli'] as const;

export type Tool = (typeof tools)[number];
