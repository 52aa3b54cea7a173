import { z } from 'zod/v4';

const TIME_LIMIT_MS = 5_000;

/** What n8n answers at an address that no published workflow has. */
const notRegistered = z.object({ code: z.literal(404), message: z.string() });

/**
 * Whether a published workflow of this n8n takes posts at an address. An address that cannot be asked
 * counts as served: only n8n's own word says that it is not.
 */
export async function isListening(webhookUrl: string): Promise<boolean> {
	try {
		const answer = await fetch(webhookUrl, {
			method: 'POST',
			redirect: 'manual',
			signal: AbortSignal.timeout(TIME_LIMIT_MS),
		});
		if (answer.status !== 404) {
			await answer.body?.cancel();
			return true;
		}
		return !notRegistered.safeParse(await answer.json()).success;
	} catch {
		return true;
	}
}
