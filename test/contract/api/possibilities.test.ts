import fc from 'fast-check';
import { parseAsked } from '../../../api/http/parseAsked.ts';
import type { ApiContext } from '../../../api/http/apiContext.ts';
import { actionNode } from '../../../api/workflows/actionNode.ts';
import { START_TYPES } from '../../../api/workflows/startTriggers.ts';
import { workflowRequestSchema } from '../../../api/workflows/workflowRequest.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { drawnBodies, type JsonSchema, type Possibilities } from '../../support/formClient.ts';
import { connect, REAL_CLOCK as clock } from '../../support/testInbox.ts';

const RUNS = 1_000;

const context = {
	credentials: {
		commerceSmtpApi: { id: 'smtp', name: 'Mail' },
		commerceWebPushApi: { id: 'push', name: 'Push' },
		commerceSpaceApi: null,
	},
	furtherPushServices: [],
} as unknown as ApiContext;

eachDialect('what a workflow can be', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;

	beforeEach(async () => {
		state = await database().open();
		await connect(state, clock);
		await state.db
			.updateTable('integration')
			.set({
				orderStatusesJson: JSON.stringify({
					askedAt: 1,
					statuses: [
						{ word: 'at-workshop', name: 'At the Workshop' },
						{ word: 'on-hold', name: 'On hold' },
					],
				}),
			})
			.execute();
		api = apiInMemory(state);
	});

	const possibilities = async (entityType: string): Promise<Possibilities> =>
		(await api.ask('GET', `/api/workflows/possibilities/${entityType}`)).data;

	it.each(START_TYPES)(
		'%s: a form that is drawn of it alone makes 1,000 workflows that are accepted',
		async (entityType) => {
			const possible = await possibilities(entityType.toUpperCase());
			fc.assert(
				fc.property(drawnBodies(possible), (body) => {
					// As it comes over the wire.
					const sent = JSON.parse(JSON.stringify(body)) as unknown;
					const { action } = parseAsked(workflowRequestSchema, sent);
					actionNode(context, entityType, action, null);
				}),
				{ numRuns: RUNS },
			);
		},
		60_000,
	);

	it('a drawn workflow is made, and what it says of stores is known', async () => {
		const possible = await possibilities('shipment');
		const [body] = fc.sample(
			drawnBodies({ ...possible, conditions: null }).filter(
				({ integrations }) => (integrations as string[]).length === 1,
			),
			1,
		);
		const made = await api.ask('POST', '/api/workflows/configure', body);
		expect([made.status, made.error]).toEqual([200, undefined]);
	});

	it("has the shop's own statuses: as a value of conditions, and to be set", async () => {
		const { conditions, actions } = await possibilities('Order');
		const field = (path: string) => conditions!.fields.find((each) => each.path === path);
		expect(field('nativeStatus')).toMatchObject({
			values: [
				{ value: 'at-workshop', title: 'At the Workshop' },
				{ value: 'on-hold', title: 'On hold' },
			],
			takesOthers: true,
		});
		const { schema } = actions.find(({ type }) => type === 'update_status')!;
		const { anyOf = [] } = schema.properties!.status!;
		expect(anyOf).toContainEqual({
			...{ type: 'string', const: 'own:at-workshop' },
			title: 'At the Workshop',
		});
		expect(anyOf.map((each) => each.const)).not.toContain('own:on-hold');
	});

	it('a value that is not among the allowed is refused with the same list', async () => {
		const possible = await possibilities('Order');
		const ask = async (given: object) =>
			(
				await api.ask('POST', '/api/workflows/configure', {
					...{ name: 'x', entityType: 'Order', triggerId: 'order_created' },
					action: { type: 'send_email', template: 'fitting' },
					...given,
				})
			).error;
		const wrong = 'nonsense';
		const codes = possible.triggers.map(({ code }) => code);
		expect(await ask({ triggerId: wrong })).toContain(codes.join(', '));
		for (const { path, values, takesOthers, type } of possible.conditions!.fields) {
			if (takesOthers || values === null) continue;
			const list = values.map(({ value }) => value).join(', ');
			expect([path, type, await ask({ conditions: { [path]: wrong } })]).toEqual([
				...[path, type],
				expect.stringContaining(list),
			]);
		}
		const country = { 'shippingAddress.country': wrong };
		expect(await ask({ conditions: country })).toContain('is no country');
		for (const { schema } of possible.actions) {
			const required = Object.fromEntries(
				(schema.required ?? []).map((name) => [name, sampleOf(schema.properties![name]!)]),
			);
			for (const [name, each] of Object.entries(schema.properties!)) {
				const allowed = closedValuesOf(each);
				if (allowed === null || name === 'type') continue;
				const error = await ask({ action: { ...required, [name]: wrong } });
				for (const value of allowed)
					expect([name, error]).toEqual([name, expect.stringContaining(value)]);
				expect(error).toContain(`action.${name}: `);
				expect(error).toContain(wrong);
			}
		}
	});

	it('says which action is not possible because the node has no credential for it', async () => {
		const bare = apiInMemory(state, { commerceSmtpApi: null });
		const { data } = await bare.ask('GET', '/api/workflows/possibilities/Customer');
		expect(
			data.actions.map(({ type, problem }: { type: string; problem: string | null }) => [
				type,
				problem,
			]),
		).toEqual([
			['send_email', expect.stringContaining('needs a mail server. Choose one in n8n')],
			['send_email', expect.stringContaining('needs a mail server. Choose one in n8n')],
			['send_push', null],
			['send_push', null],
			['webhook', null],
		]);
	});

	it('of something that is no entity type: 404, and which there are', async () => {
		const { status, error } = await api.ask('GET', '/api/workflows/possibilities/Orders');
		expect([status, error]).toEqual([
			404,
			'There is no entity type "Orders". There are Order, Shipment, Customer, Product, Alert.',
		]);
	});
});

/** The only values that a field can have; `null` where it takes others, too. */
function closedValuesOf({ anyOf, enum: values }: JsonSchema): readonly string[] | null {
	if (values) return values as readonly string[];
	const all = anyOf?.flatMap((each) => (each.const === undefined ? [null] : [each.const]));
	return all && !all.includes(null) ? (all as string[]) : null;
}

const sampleOf = (schema: JsonSchema): unknown =>
	schema.const ??
	closedValuesOf(schema)?.[0] ??
	(schema.format === 'uri' ? 'https://a.example' : 'x');
