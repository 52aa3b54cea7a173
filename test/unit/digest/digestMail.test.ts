import { DIGEST_MAIL } from '../../../api/recipes/recipeNodes.ts';
import { sampleAlert } from '../../../engine/alerts/sampleAlert.ts';
import { composeDigest } from '../../../engine/digest/composeDigest.ts';
import { digestCode } from '../../../engine/digest/digestCode.ts';
import type { Digest } from '../../../engine/digest/digest.ts';
import { composeEmail } from '../../../engine/messages/email/composeEmail.ts';
import { createRenderer } from '../../../engine/templates/createRenderer.ts';

const NOW = Date.parse('2026-11-26T10:00:00Z');
const SAMPLE = sampleAlert('id', [digestCode({ hour: 7, timeZone: 'UTC' })], NOW);

function mailOf(digest: Partial<Digest>) {
	const event = { id: 'id', attempt: 1, isSample: false };
	const item = composeDigest({ ...SAMPLE.digest!, ...digest }, NOW, event);
	const { subject, text } = composeEmail(
		createRenderer(),
		item,
		{
			...{ ...DIGEST_MAIL, template: 'custom' },
			recipient: { kind: 'addresses', addresses: 'owner@example.com' },
			fromEmail: 'shop@example.com',
		},
		new Date(NOW),
	);
	return { subject, text };
}

describe('the mail of the daily digest', () => {
	it('tells the numbers of the day, each sum in its currency, and what to do about open alerts', () => {
		const { subject, text } = mailOf({
			orders: {
				count: 3,
				totals: [
					{ currency: 'CHF', amount: 5 },
					{ currency: 'EUR', amount: 1249.5 },
				],
				...{ withoutTotal: 1, cancelled: 2 },
			},
		});
		expect(subject).toBe('Wednesday, November 25, 2026: 3 orders');
		expect(text.replaceAll('\u00a0', ' ')).toMatch(
			/Orders: 3 worth CHF 5\.00 and €1,249\.50, 1 of an unknown amount; 2 cancelled\s+Refunds: 1 worth €20\.00\s+Parcels: 9 sent, 7 delivered, 1 late, 0 not handed over or on the way back\s+Open alerts\s+\W*"Sample store" is silent\. Look whether/,
		);
	});

	it('says of a quiet day that it was one, and that nothing is open', () => {
		const { subject, text } = mailOf({ isQuiet: true, openAlerts: [] });
		expect(subject).toBe('Wednesday, November 25, 2026: a quiet day');
		expect(text).toMatch(/A quiet day: no orders[^]*No alert is open\./);
		expect(text).not.toMatch(/Refunds/);
	});
});
