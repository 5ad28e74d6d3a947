/** Answers of the Query protocol: XML documents of one level of nesting per record, and errors. */

import { randomUUID } from 'node:crypto';
import { Refusal, type Reply } from '../reply.ts';

/** An element for each member, in order; a member that is undefined has none. */
export interface XmlRecord {
	readonly [name: string]: string | XmlRecord | undefined;
}

/** The namespace of what the service itself answers. */
const service = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The namespace of AWS's front end, which answers before the service sees a request. */
const frontEnd = 'http://webservices.amazon.com/AWSFault/2005-15-09';

/** A successful answer, such as AssumeRoleResponse with an AssumeRoleResult. */
export function result(operation: string, members: XmlRecord): Reply {
	return answer(200, `${operation}Response`, service, (requestId) => ({
		[`${operation}Result`]: members,
		ResponseMetadata: { RequestId: requestId },
	}));
}

/** An error of the service. Some errors of AWS have no message. */
export function stsError(status: number, code: string, message?: string): Reply {
	return errorReply(status, service, code, message);
}

export function stsRefusal(status: number, code: string, message?: string): Refusal {
	return new Refusal(stsError(status, code, message));
}

export function frontEndError(status: number, code: string, message: string): Reply {
	return errorReply(status, frontEnd, code, message);
}

function errorReply(status: number, namespace: string, code: string, message: string | undefined): Reply {
	const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
	return answer(status, 'ErrorResponse', namespace, (requestId) => ({ Error: error, RequestId: requestId }));
}

/** The id of a request is in a header and in the document. */
function answer(status: number, root: string, namespace: string, members: (requestId: string) => XmlRecord): Reply {
	const requestId = randomUUID();
	const body = `<${root} xmlns="${namespace}">\n${elements(members(requestId), '  ')}</${root}>\n`;
	return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function elements(record: XmlRecord, indent: string): string {
	return Object.entries(record)
		.map(([name, value]) => {
			if (value === undefined) {
				return '';
			}
			const content = typeof value === 'string' ? escaped(value) : `\n${elements(value, `${indent}  `)}${indent}`;
			return `${indent}<${name}>${content}</${name}>\n`;
		})
		.join('');
}

/** Also control characters, which an XML parser would change or refuse: a test may have fixed such values. */
function escaped(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to escape
	return text.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);
}
