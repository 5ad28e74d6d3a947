/** `ssoenv uninstall`: see install.ts. */
export { uninstall as run } from './install.ts';
