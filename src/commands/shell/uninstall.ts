/** `ssoenv uninstall`: see install.ts. */
export { remove as run } from './install.ts';
