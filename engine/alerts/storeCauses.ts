import { refusingStores } from '../history/refusedMessages.ts';
import type { RefusedOutcome } from '../inbox/refusedOutcomes.ts';
import { providerOf } from '../providers/providers.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, workflowLink, type Cause, type Database } from './finding.ts';

const CHECK_SECRET =
	"Compare the secret in the store's credential in n8n with the one in the store, save it, and publish the store's workflow again. What was refused is brought in by the import of the store's workflow.";

/** What to do about messages that are refused for a reason. */
const AFTER_REFUSAL: Partial<Record<RefusedOutcome, string>> = {
	signature_missing: `Somebody posts to the store's address without signing. If it is the store: ${CHECK_SECRET}`,
	signature_wrong: CHECK_SECRET,
	timestamp_stale: "Set the clocks of the store's server and of n8n's server right.",
	other_shop:
		'The messages come from another shop. Remove the webhook there, or connect that shop with a workflow of its own.',
	too_large:
		'Nothing can be done in n8n: tell whoever looks after the shop how large its messages are.',
};

/** Stores whose messages are refused now. */
export const refusedMessages = (database: Database): Cause => ({
	kinds: ['messages_refused'],
	async find(nowMs) {
		const refusing = await refusingStores(database, null, nowMs);
		if (refusing.size === 0) return [];
		const stores = await activeStores(database)
			.where('guid', 'in', [...refusing.keys()])
			.execute();
		return stores.map(({ guid, space, name, workflowId, webhookUrl }) => {
			const { count, lastAt, outcome, reason } = refusing.get(guid)!;
			return {
				kind: 'messages_refused',
				subject: guid,
				space,
				integrationGuid: guid,
				link: workflowLink(webhookUrl, workflowId),
				title: `Messages of ${named(name)} are refused`,
				cause: `${count === 1 ? 'One message' : `${count} messages`} of ${named(name)} ${count === 1 ? 'was' : 'were'} refused in the last 24 hours, the last one at ${utcTime(lastAt)}, and none was accepted since: ${reason}`,
				nextStep:
					AFTER_REFUSAL[outcome] ??
					'Look at GET /api/messages/refused for how the messages begin, and tell whoever looks after the shop.',
			};
		});
	},
});

/** Stores with keys for tests: somebody has tried them, or has taken one key for the other. */
export const keysForTests = (database: Database): Cause => ({
	kinds: ['keys_for_tests'],
	async find() {
		const stores = await activeStores(database).where('hasTestKeys', '=', 1).execute();
		return stores.map(({ guid, space, name, provider, workflowId, webhookUrl }) => ({
			kind: 'keys_for_tests',
			subject: guid,
			space,
			integrationGuid: guid,
			link: workflowLink(webhookUrl, workflowId),
			title: `${named(name)} has keys for tests`,
			cause: `The keys in the credential of ${named(name)} are ones for tests: with them, ${providerOf(provider)?.name ?? 'the store'} tells nothing of real orders and parcels.`,
			nextStep:
				"Enter the keys for real ones in the store's credential in n8n, and publish the store's workflow again.",
		}));
	},
});

const activeStores = ({ db }: Database) =>
	db
		.selectFrom('integration')
		.select(['guid', 'space', 'name', 'provider', 'workflowId', 'webhookUrl'])
		.where('status', '=', 'active');
