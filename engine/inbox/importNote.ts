import { z } from 'zod/v4';
import { safeText } from '../history/safeText.ts';
import { StoreError } from '../providers/storeError.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import type { StoreImport } from './importStore.ts';

const DAY_MS = 24 * 3_600_000;
/** An import every ten minutes of a day. */
const MOST_KEPT = 144;
const LONGEST_SAID = 500;
/** What an import finds so soon after the connection was there before, or changed meanwhile. */
const BEGINNING_MS = 3_600_000;

const noteSchema = z.object({
	/** Imports of the last day that have found changes which no webhook had brought. */
	missed: z.array(z.object({ at: z.number(), events: z.number() })),
	/** When webhooks that the store had dropped or switched off were last put back, and how many. */
	restored: z.object({ at: z.number(), count: z.number() }).nullable(),
	/** What the last import said of the store's keys, and of its webhooks; `null` where these are right. */
	keysProblem: z.string().nullable(),
	webhooksProblem: z.string().nullable(),
});

/** What the imports of a store have shown of late. */
export type ImportNote = z.infer<typeof noteSchema>;

const NOTHING: ImportNote = {
	missed: [],
	restored: null,
	keysProblem: null,
	webhooksProblem: null,
};

/** Nothing for a store without an import, and for one whose note cannot be read. */
export function importNoteOf({
	importNoteJson,
}: Pick<Row<'integration'>, 'importNoteJson'>): ImportNote {
	try {
		return importNoteJson === null ? NOTHING : noteSchema.parse(JSON.parse(importNoteJson));
	} catch {
		return NOTHING;
	}
}

/** Writes down what an import has shown. */
export async function noteImport(
	{ db }: Pick<OpenDatabase, 'db'>,
	{ guid, connectedAt }: Pick<Row<'integration'>, 'guid' | 'connectedAt'>,
	{ webhooks, imported, failures }: StoreImport,
	nowMs: number,
): Promise<void> {
	const before = await db
		.selectFrom('integration')
		.select('importNoteJson')
		.where('guid', '=', guid)
		.executeTakeFirst();
	if (before === undefined) return;
	const { missed, restored } = importNoteOf(before);
	const events = Object.values(imported).reduce(
		(sum, each) => sum + ('events' in each ? each.events : 0),
		0,
	);
	const isNews = events > 0 && nowMs - connectedAt >= BEGINNING_MS;
	const refusal = failures.find(
		(error) => error instanceof StoreError && error.kind === 'unauthorized',
	);
	const count = 'restored' in webhooks ? webhooks.restored : 0;
	const note: ImportNote = {
		missed: [...missed, ...(isNews ? [{ at: nowMs, events }] : [])]
			.filter(({ at }) => at > nowMs - DAY_MS)
			.slice(-MOST_KEPT),
		restored: count > 0 ? { at: nowMs, count } : restored,
		keysProblem: refusal ? safeText((refusal as StoreError).message, LONGEST_SAID) : null,
		webhooksProblem:
			'failed' in webhooks && !refusal ? safeText(webhooks.failed, LONGEST_SAID) : null,
	};
	await db
		.updateTable('integration')
		.set({ importNoteJson: JSON.stringify(note) })
		.where('guid', '=', guid)
		.execute();
}
