import crypto, { ECDH } from 'node:crypto';
import { encryptPush } from '../../../../engine/messages/push/sendPush.ts';
import { decryptPush } from '../../../support/pushServiceDecryption.ts';

/** RFC 8291, section 5 and appendix A. */
const RFC_8291 = {
	plaintext: 'When I grow up, I want to be a watermelon',
	senderPrivateKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
	salt: 'DGv6ra1nlYgDCS1FRnbzlw',
	browser: {
		privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
		publicKey:
			'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
		auth: 'BTBZMqHH6r4Tts7J_aSIgg',
	},
	message:
		'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
} as const;
const { browser } = RFC_8291;

afterEach(() => jest.restoreAllMocks());

describe('the encryption of a notification', () => {
	it('gives the message of RFC 8291 for its keys and salt', async () => {
		jest
			.spyOn(crypto, 'randomBytes')
			.mockImplementation(() => Buffer.from(RFC_8291.salt, 'base64url'));
		jest.spyOn(ECDH.prototype, 'generateKeys').mockImplementation(function (this: ECDH) {
			this.setPrivateKey(RFC_8291.senderPrivateKey, 'base64url');
			return this.getPublicKey() as never;
		});
		const message = await encryptPush(RFC_8291.plaintext, {
			p256dh: browser.publicKey,
			auth: browser.auth,
		});
		expect(message.toString('base64url')).toBe(RFC_8291.message);
	});

	it('is undone by a browser', async () => {
		const text = JSON.stringify({ title: 'Grüße 🎁' });
		const message = await encryptPush(text, { p256dh: browser.publicKey, auth: browser.auth });
		expect(decryptPush(message, browser).toString('utf8')).toBe(text);
	});

	it('makes of the longest text a body that every push service takes', async () => {
		const text = 'x'.repeat(3_993);
		const message = await encryptPush(text, { p256dh: browser.publicKey, auth: browser.auth });
		expect(message).toHaveLength(4_096);
		expect(decryptPush(message, browser).toString('utf8')).toBe(text);
	});

	it('never looks the same twice', async () => {
		const keys = { p256dh: browser.publicKey, auth: browser.auth };
		const [one, other] = await Promise.all([encryptPush('same', keys), encryptPush('same', keys)]);
		expect(one.equals(other)).toBe(false);
	});
});

describe('the browser of these tests', () => {
	it('reads the message of RFC 8291', () => {
		const message = Buffer.from(RFC_8291.message, 'base64url');
		expect(decryptPush(message, browser).toString('utf8')).toBe(RFC_8291.plaintext);
	});

	it('does not read a message for another', () => {
		const message = Buffer.from(RFC_8291.message, 'base64url');
		const other = { ...browser, auth: 'AAAAAAAAAAAAAAAAAAAAAA' };
		expect(() => decryptPush(message, other)).toThrow();
	});
});
