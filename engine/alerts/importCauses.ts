import { importNoteOf } from '../inbox/importNote.ts';
import { safeText } from '../history/safeText.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, workflowLink, type Cause, type Database, type Finding } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
const LONGEST_REASON = 500;
/** One import may be quicker than the webhook of a change; several are not, again and again. */
const IMPORTS_WITH_MISSED = 2;
const CHANGES_MISSED = 3;

const LOOK_AT_WEBHOOKS =
	"Look at the store's webhooks (in WooCommerce: Settings > Advanced > Webhooks), and at whether the shop can reach n8n at its address. Nothing is lost meanwhile: the imports bring it in, only later.";

/** What connecting a store and the imports of it have shown of its webhooks and keys. */
export const whatImportsShow = ({ db }: Database): Cause => ({
	kinds: ['webhook_off', 'webhooks_missed', 'keys_refused'],
	async find(nowMs) {
		const stores = await db
			.selectFrom('integration')
			.select(['guid', 'space', 'name', 'workflowId', 'webhookUrl'])
			.select(['lastError', 'importNoteJson'])
			.where('status', '=', 'active')
			.where((eb) => eb.or([eb('lastError', 'is not', null), eb('importNoteJson', 'is not', null)]))
			.execute();
		return stores.flatMap((store) => {
			const { guid, space, workflowId, webhookUrl, lastError } = store;
			const name = named(store.name);
			const about = {
				subject: guid,
				space,
				integrationGuid: guid,
				link: workflowLink(webhookUrl, workflowId),
			};
			const { missed, restored, keysProblem, webhooksProblem } = importNoteOf(store);
			const findings: Finding[] = [];
			if (keysProblem !== null) {
				findings.push({
					kind: 'keys_refused',
					...about,
					title: `${name} refuses its keys`,
					cause: `The last import of ${name} was refused: ${keysProblem}`,
					nextStep:
						"Make new keys in the store, enter them in the store's credential in n8n, and publish the store's workflow again.",
				});
			}
			const off = lastError ?? webhooksProblem;
			if (off !== null) {
				findings.push({
					kind: 'webhook_off',
					...about,
					title: `${name} reports nothing`,
					cause: `The webhooks of ${name} are not registered: ${safeText(off, LONGEST_REASON)}`,
					nextStep: "Put right what is named, and publish the store's workflow again.",
				});
			} else if (restored !== null && restored.at > nowMs - DAY_MS) {
				findings.push({
					kind: 'webhook_off',
					...about,
					title: `${name} had switched webhooks off`,
					cause: `${restored.count === 1 ? 'A webhook' : `${restored.count} webhooks`} of ${name} had been dropped or switched off, and ${restored.count === 1 ? 'was' : 'were'} put back at ${utcTime(restored.at)}. Stores do so after messages that could not be delivered.`,
					nextStep: LOOK_AT_WEBHOOKS,
				});
			}
			const late = missed.filter(({ at }) => at > nowMs - DAY_MS);
			const changes = late.reduce((sum, { events }) => sum + events, 0);
			if (late.length >= IMPORTS_WITH_MISSED && changes >= CHANGES_MISSED) {
				findings.push({
					kind: 'webhooks_missed',
					...about,
					title: `Webhooks of ${name} are missed`,
					cause: `In the last 24 hours, ${late.length} imports of ${name} have found ${changes} changes that no webhook had brought, the last one at ${utcTime(late.at(-1)!.at)}.`,
					nextStep: LOOK_AT_WEBHOOKS,
				});
			}
			return findings;
		});
	},
});
