import { contentsOf, type Run } from '../inbox/importRuns.ts';
import { providerOf } from '../providers/providers.ts';
import { safeText } from '../history/safeText.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, workflowLink, type Cause, type Database, type Finding } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
const LONGEST_REASON = 500;
/** One import may be quicker than the webhook of a change; several are not, again and again. */
const IMPORTS_WITH_MISSED = 2;
const CHANGES_MISSED = 3;
/** What an import finds so soon after the connection was there before, or changed meanwhile. */
const BEGINNING_MS = 3_600_000;

const LOOK_AT_WEBHOOKS =
	"Look at the store's webhooks (in WooCommerce: Settings > Advanced > Webhooks), and at whether the shop can reach n8n at its address. Nothing is lost meanwhile: the imports bring it in, only later.";

/** What connecting a store and the imports of it have shown of its webhooks and keys. */
export const whatImportsShow = ({ db }: Database): Cause => ({
	kinds: ['webhook_off', 'webhooks_missed', 'keys_refused'],
	async find(nowMs) {
		const stores = await db
			.selectFrom('integration')
			.select([
				...(['guid', 'space', 'name', 'provider', 'workflowId', 'webhookUrl'] as const),
				...(['connectedAt', 'lastError'] as const),
			])
			.where('status', '=', 'active')
			.execute();
		const runs = await runsThatTell(db, nowMs);
		return stores.flatMap((store) => {
			const { guid, space, workflowId, webhookUrl, connectedAt, lastError } = store;
			const told = runs.get(guid) ?? [];
			const [last] = told;
			const keysProblem = last?.keysProblem ?? null;
			const webhooksProblem =
				last === undefined || keysProblem !== null ? null : contentsOf(last).webhooks?.failed;
			const recent = told.filter(({ startedAt }) => startedAt > nowMs - DAY_MS);
			const putBack = recent.find(({ restored }) => restored > 0);
			const late = recent.filter(
				({ events, startedAt }) => events > 0 && startedAt - connectedAt >= BEGINNING_MS,
			);
			const name = named(store.name);
			const about = {
				subject: guid,
				space,
				integrationGuid: guid,
				link: workflowLink(webhookUrl, workflowId),
			};
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
			const isPolled = providerOf(store.provider)?.pollEveryMs !== undefined;
			const off = lastError ?? webhooksProblem;
			const notConnected = isPolled
				? `${name} is not connected`
				: `The webhooks of ${name} are not registered`;
			if (off) {
				findings.push({
					kind: 'webhook_off',
					...about,
					title: `${name} reports nothing`,
					// An import says by itself that it is about webhooks.
					cause: `${lastError === null ? '' : `${notConnected}: `}${safeText(off, LONGEST_REASON)}`,
					nextStep: "Put right what is named, and publish the store's workflow again.",
				});
			} else if (putBack !== undefined) {
				const { restored, endedAt } = putBack;
				const isOne = restored === 1;
				findings.push({
					kind: 'webhook_off',
					...about,
					title: `${name} had switched webhooks off`,
					cause: `${isOne ? 'A webhook' : `${restored} webhooks`} of ${name} had been dropped or switched off, and ${isOne ? 'was' : 'were'} put back at ${utcTime(endedAt!)}. Stores do so after messages that could not be delivered.`,
					nextStep: LOOK_AT_WEBHOOKS,
				});
			}
			const changes = late.reduce((sum, { events }) => sum + events, 0);
			// Of one that posts nothing, an import brings everything.
			if (!isPolled && late.length >= IMPORTS_WITH_MISSED && changes >= CHANGES_MISSED) {
				findings.push({
					kind: 'webhooks_missed',
					...about,
					title: `Webhooks of ${name} are missed`,
					cause: `In the last 24 hours, ${late.length} imports of ${name} have found ${changes} changes that no webhook had brought, the last one at ${utcTime(late[0]!.endedAt!)}.`,
					nextStep: LOOK_AT_WEBHOOKS,
				});
			}
			return findings;
		});
	},
});

/** Of each store, the newest first: the last import, and those of the last day that have found or put back something. */
async function runsThatTell(db: Database['db'], nowMs: number): Promise<Map<string, Run[]>> {
	const rows = await db
		.selectFrom('importRun')
		.innerJoin('integration', 'integration.guid', 'importRun.integrationGuid')
		.selectAll('importRun')
		.where('integration.status', '=', 'active')
		.where('endedAt', 'is not', null)
		.where((eb) =>
			eb.or([
				eb.and([
					eb('startedAt', '>', nowMs - DAY_MS),
					eb.or([eb('events', '>', 0), eb('restored', '>', 0)]),
				]),
				eb(
					'importRun.id',
					'=',
					eb
						.selectFrom('importRun as last')
						.select('last.id')
						.whereRef('last.integrationGuid', '=', 'integration.guid')
						.where('last.endedAt', 'is not', null)
						.orderBy('last.startedAt', 'desc')
						.orderBy('last.id', 'desc')
						.limit(1),
				),
			]),
		)
		.orderBy('startedAt', 'desc')
		.orderBy('importRun.id', 'desc')
		.execute();
	return Map.groupBy(rows, ({ integrationGuid }) => integrationGuid);
}
