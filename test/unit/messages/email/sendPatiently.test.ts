import { ActionError } from '../../../../engine/actions/actionError.ts';
import {
	LATER_DELAYS_MS,
	MAX_PATIENCE_MS,
	sendPatiently,
} from '../../../../engine/messages/email/sendPatiently.ts';

const LATER = new ActionError('recipient_refused', 'Later.', { retryable: true, status: 451 });
const SENT = { messageId: '<1@example.com>', refused: [] };

function trial(answers: ReadonlyArray<Error | typeof SENT>, cancelledAfter = Infinity) {
	const waited: number[] = [];
	let now = 0;
	let tries = 0;
	const ended = sendPatiently(
		() => {
			const answer = answers[Math.min(tries, answers.length - 1)]!;
			tries += 1;
			return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
		},
		{
			delaysMs: LATER_DELAYS_MS,
			untilMs: MAX_PATIENCE_MS,
			now: () => now,
			wait: (ms) => {
				if (waited.length >= cancelledAfter) return Promise.reject(new Error('aborted'));
				waited.push(ms);
				now += ms;
				return Promise.resolve();
			},
		},
	);
	return { ended, waited, tries: () => tries };
}

describe('an e-mail that the server puts off', () => {
	it('is tried again until the server takes it, for longer than the five minutes of greylisting', async () => {
		const { ended, waited } = trial([LATER, LATER, LATER, LATER, SENT]);
		expect(await ended).toBe(SENT);
		expect(waited.reduce((sum, ms) => sum + ms)).toBeGreaterThan(300_000);
	});

	it('fails with what the server said, and how often, when it never does', async () => {
		const { ended, tries } = trial([LATER]);
		await expect(ended).rejects.toMatchObject({
			message: 'Later. It was tried 5 times.',
			retryable: true,
			status: 451,
		});
		expect(tries()).toBe(5);
	});

	it.each([
		['refused for good', new ActionError('recipient_refused', 'No.', { status: 550 })],
		[
			'possibly taken before the connection broke',
			new ActionError('unreachable', 'Gone.', { retryable: true }),
		],
		['wrong in the form', new ActionError('setup', 'Wrong.')],
	])('is not tried again where it was %s', async (_what, error) => {
		const { ended, tries } = trial([error, SENT]);
		await expect(ended).rejects.toBe(error);
		expect(tries()).toBe(1);
	});

	it('is not tried again once the run is cancelled', async () => {
		const { ended, tries } = trial([LATER, LATER, SENT], 1);
		await expect(ended).rejects.toMatchObject({ status: 451 });
		expect(tries()).toBe(2);
	});
});
