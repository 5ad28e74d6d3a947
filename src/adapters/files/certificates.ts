/** Reads a file of certificate authorities. */
import { fileReason } from '../machine/system-error.ts';
import { readRegularFile } from './regular-file.ts';

/** The lines with which a certificate in PEM form can begin, by OpenSSL's PEM_read_bio_X509_AUX. */
const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;

/**
 * Returns the content, or why the file is of no use. Node trusts nobody with a file that has no certificate, and then
 * blames the certificate of the service.
 */
export function certificatesIn(path: string): { readonly bytes: Buffer } | { readonly problem: string } {
	try {
		const bytes = readRegularFile(path);
		if (bytes === undefined) return { problem: 'no such file' };
		return CERTIFICATE.test(bytes.toString('latin1')) ? { bytes } : { problem: 'it has no certificate in PEM form' };
	} catch (error) {
		return { problem: fileReason(error) };
	}
}
