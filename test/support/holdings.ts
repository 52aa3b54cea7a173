import { importStore } from '../../engine/inbox/importStore.ts';
import type { Holder } from '../../engine/leases.ts';
import type { LeaseKind } from '../../engine/state/schema.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { Provider } from '../../engine/providers/provider.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { forgetProvision, recordProvision } from '../../n8n/provisions/provisions.ts';
import { withProvision } from '../../n8n/provisions/withProvision.ts';
import type { Provisioner } from '../../n8n/provisions/provisions.ts';
import { INTEGRATION, saveIntegration, type TestClock, testInbox } from './testInbox.ts';

/** Who can hold something: over which database, and as whom. */
export type Claimer = { readonly state: OpenDatabase; readonly holder: Holder };

/** Something that somebody has for itself. */
export type Held = {
	/** Writes what only its holder may write. */
	write(): Promise<void>;
	giveBack(): Promise<void>;
};

/** A kind of lease, as the package uses it. */
export type Holding = {
	/** `null` while somebody else has it. */
	take(by: Claimer, clock: TestClock, key: string): Promise<Held | null>;
	/** What holders have written. */
	written(state: OpenDatabase, key: string): Promise<unknown>;
};

/** An import that waits for its first page until it is told to write. */
const importing: Holding = {
	async take({ state, holder }, clock, key) {
		const integration = { ...INTEGRATION, guid: key };
		await saveIntegration(state, integration, 1);
		const asked = Promise.withResolvers<'held'>();
		const page = Promise.withResolvers<void>();
		const provider = {
			...providerOf('generic')!,
			listWebhooks: async () => [],
			registerWebhooks: async () => [],
			removeWebhooks: async () => {},
			async listChanges() {
				asked.resolve('held');
				await page.promise;
				return { observations: [], nextPage: null };
			},
		} as unknown as Provider;
		const ended = importStore(
			testInbox(state, clock, { holder }),
			{
				integration: await state.db
					.selectFrom('integration')
					.selectAll()
					.where('guid', '=', key)
					.executeTakeFirstOrThrow(),
				provider,
				connection: {
					credentials: {},
					http: async () => ({ status: 200, headers: {}, body: null }),
				},
				webhookUrl: null,
			},
			['Order'],
			{ firesForExisting: false, onPage: () => {}, wait: async () => {} },
		);
		if ((await Promise.race([asked.promise, ended])) === null) return null;
		const write = async () => {
			page.resolve();
			const [failure] = (await ended)!.failures;
			if (failure !== undefined) throw failure as Error;
		};
		return { write, giveBack: write };
	},
	written: async (state, key) =>
		await state.db
			.selectFrom('importCursor')
			.selectAll()
			.where('integrationGuid', '=', key)
			.execute(),
};

/** A request to the API that makes a workflow, and waits before it writes down which. */
const providing: Holding = {
	async take({ state, holder }, clock, key) {
		const begun = Promise.withResolvers<'held'>();
		const known = Promise.withResolvers<void>();
		const provisioner: Provisioner = {
			database: state,
			holder,
			now: clock.now,
			undo: async ({ id }) => await forgetProvision(state, id),
			warn: () => {},
		};
		const plan = { space: 'default', subject: key, credential: null };
		const ended = withProvision(provisioner, plan, async (provision) => {
			begun.resolve('held');
			await known.promise;
			await recordProvision(provisioner, provision, { workflowId: provision.id });
			return {};
		});
		if ((await Promise.race([begun.promise, ended])) === null) return null;
		const write = async () => {
			known.resolve();
			await ended;
		};
		return { write, giveBack: write };
	},
	written: async (state, key) =>
		await state.db
			.selectFrom('provision')
			.select(['workflowId', 'finishedAt'])
			.where('subject', '=', key)
			.execute(),
};

export const HOLDINGS: Readonly<Partial<Record<LeaseKind, Holding>>> = {
	import: importing,
	provision: providing,
};
