/** The program for macOS on Intel loses a signature that no longer matches, and nothing else. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { withoutSignature } from '../../scripts/single-file/signature.ts';

const CONTENT = Buffer.from('what the program loads last');
const SIGNATURE = Buffer.from('signature');
const COMMANDS_AT = 32;
const SEGMENT_BYTES = 72;
const SIGNATURE_COMMAND_BYTES = 16;

/** @param tail what follows the signature */
function program({ isSigned = true, tail = '' } = {}): Buffer {
	const header = Buffer.alloc(COMMANDS_AT + SEGMENT_BYTES + SIGNATURE_COMMAND_BYTES);
	const start = header.length;
	header.writeUInt32LE(0xfeedfacf, 0);
	header.writeUInt32LE(isSigned ? 2 : 1, 16);
	header.writeUInt32LE(SEGMENT_BYTES + (isSigned ? SIGNATURE_COMMAND_BYTES : 0), 20);
	header.writeUInt32LE(0x19, COMMANDS_AT);
	header.writeUInt32LE(SEGMENT_BYTES, COMMANDS_AT + 4);
	header.write('__LINKEDIT', COMMANDS_AT + 8, 'latin1');
	header.writeBigUInt64LE(BigInt(start), COMMANDS_AT + 40);
	header.writeBigUInt64LE(BigInt(CONTENT.length + (isSigned ? SIGNATURE.length : 0)), COMMANDS_AT + 48);
	if (isSigned) {
		const at = COMMANDS_AT + SEGMENT_BYTES;
		header.writeUInt32LE(0x1d, at);
		header.writeUInt32LE(SIGNATURE_COMMAND_BYTES, at + 4);
		header.writeUInt32LE(start + CONTENT.length, at + 8);
		header.writeUInt32LE(SIGNATURE.length, at + 12);
	}
	return Buffer.concat([header, CONTENT, isSigned ? SIGNATURE : Buffer.alloc(0), Buffer.from(tail)]);
}

test('a program without its signature is as if it had never been signed', () => {
	assert.equal(withoutSignature(program()), program({ isSigned: false }));
});

test('a program whose signature is elsewhere, and what is no program, is refused', () => {
	assert.throws(() => withoutSignature(program({ isSigned: false })), /not where it is expected/);
	assert.throws(() => withoutSignature(program({ tail: 'more' })), /does not end the file/);
	assert.throws(() => withoutSignature(Buffer.alloc(64)), /no 64-bit program/);
});

test.run();
