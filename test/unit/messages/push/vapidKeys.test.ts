import { createVapidPair, vapidKeys } from '../../../../engine/messages/push/vapidKeys.ts';

describe('a web push credential', () => {
	const subject = 'mailto:shop@example.com';
	let pair: { publicKey: string; privateKey: string };
	let other: { publicKey: string; privateKey: string };
	beforeAll(async () => {
		[pair, other] = await Promise.all([createVapidPair(), createVapidPair()]);
	});

	it('is taken when its pair belongs together', () => {
		expect(vapidKeys({ subject, ...pair })).toEqual({ subject, ...pair });
	});

	it.each(['https://shop.example.com/contact', ' mailto:shop@example.com '])(
		'is taken with the subject "%s"',
		(given) => {
			expect(vapidKeys({ subject: given, ...pair }).subject).toBe(given.trim());
		},
	);

	it('is taken in plain base64 with padding, as some generators write it', () => {
		const plain = (text: string) => Buffer.from(text, 'base64url').toString('base64');
		const { publicKey, privateKey } = pair;
		const given = { publicKey: plain(publicKey), privateKey: plain(privateKey) };
		expect(vapidKeys({ subject, ...given })).toEqual({ subject, ...pair });
	});

	it('is refused when the keys are of two pairs', () => {
		const mixed = { publicKey: pair.publicKey, privateKey: other.privateKey };
		expect(() => vapidKeys({ subject, ...mixed })).toThrow(
			'Public Key and Private Key do not belong together',
		);
	});

	it.each([
		[{ subject: 'shop@example.com' }, 'Subject has to be an address'],
		[{ subject: 'mailto: shop@example.com' }, 'Subject has to be an address'],
		[{ subject: 'https://localhost/contact' }, 'Subject has to be an address'],
		[{ subject: 'http://shop.example.com' }, 'Subject has to be an address'],
		[{ publicKey: '' }, 'Public Key is empty'],
		[{ publicKey: 'abc' }, 'Public Key is not one: it has to be 65 bytes'],
		[{ publicKey: undefined }, 'Public Key is missing'],
		[{ privateKey: 'ä'.repeat(43) }, 'Private Key is not one: it has to be 32 bytes'],
		[{ privateKey: Buffer.alloc(32).toString('base64url') }, 'do not belong together'],
	])('with %j is refused by the name of the field', (wrong, message) => {
		expect(() => vapidKeys({ subject, ...pair, ...wrong })).toThrow(message);
	});

	it('never shows its private key in an error', () => {
		const { privateKey } = pair;
		for (const wrong of [{ publicKey: other.publicKey }, { privateKey: `${privateKey}x` }]) {
			const refuse = () => vapidKeys({ subject, ...pair, ...wrong });
			expect(refuse).toThrow();
			expect(refuse).not.toThrow(privateKey);
		}
	});
});
