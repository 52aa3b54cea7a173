import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { providerOf } from '../../../../engine/providers/providers.ts';
import { integrationWorkflow } from '../../../../api/canvas/integrationWorkflow.ts';
import { readingOfNode, withReading } from '../../../../api/canvas/readingPart.ts';
import { readingIn, storeSettingsSchema } from '../../../../api/integrations/storeSettings.ts';
import { CommerceStoreTrigger } from '../../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';
import { readingInForm } from '../../../../nodes/shared/readingOptions.ts';

const READING = { statuses: { 'at-workshop': 'processing' }, noiseKeys: ['_a', '_b_*'] } as const;
const NAMED = storeSettingsSchema.parse(READING);

describe("the options of a Store Trigger for reading a shop's words", () => {
	it('are read from the form, also after n8n has loaded it', () => {
		const parameters = {
			provider: 'woocommerce',
			options: {
				statuses: { rows: [{ word: ' at-workshop ', status: 'processing' }] },
				noiseKeys: ' _a, _b_*, ',
			},
		};
		const { description } = new CommerceStoreTrigger().getNodeType();
		const loaded = NodeHelpers.getNodeParameters(
			description.properties,
			parameters as unknown as INodeParameters,
			true,
			false,
			{ typeVersion: 4 } as never,
			description,
		)!;
		expect(readingInForm(loaded.options)).toEqual(READING);
		expect(readingInForm({})).toEqual({ statuses: {}, noiseKeys: [] });
	});

	it.each([
		[{ statuses: { rows: [{ word: '', status: 'processing' }] } }, '"Statuses of the Shop"'],
		[{ statuses: { rows: [{ word: 'a', status: 'gone' }] } }, '"Statuses of the Shop" ("a"):'],
		[{ noiseKeys: '_a_*_b' }, 'a * only at its end'],
		[{ noiseKeys: 'a'.repeat(201) }, '"Keys That Are No Change"'],
	])('are refused in words that name the option: %j', (options, words) => {
		expect(() => readingInForm(options)).toThrow(words);
	});
});

describe("the settings of the REST API for reading a shop's words", () => {
	const drawing = {
		autoImportOrders: false,
		syncProducts: false,
		storeName: 'Shop',
		provider: 'woocommerce',
		credentialType: 'commerceWooCommerceApi',
		credential: { id: '1', name: 'Shop' },
		webhookId: 'x',
		spaceCredential: null,
	};

	it('stand in the new workflow as a person would have entered them', () => {
		const [trigger] = integrationWorkflow({ ...drawing, ...NAMED }).nodes;
		expect(readingOfNode(trigger!)).toEqual(READING);
		expect(integrationWorkflow(drawing).nodes[0]!.parameters).not.toHaveProperty('options');
	});

	it('change what is named when the store is connected again, and leave the rest', () => {
		const [before] = integrationWorkflow({ ...drawing, ...NAMED }).nodes;
		const changed = withReading(before!, { noiseKeys: [] });
		expect(readingOfNode(changed)).toEqual({ ...READING, noiseKeys: [] });
		expect(withReading(before!, {})).toBe(before);
	});

	it('are refused for a kind of store that has no words of its own, and for a text that n8n would run', () => {
		expect(() => readingIn(providerOf('shopify')!, NAMED)).toThrow(
			"settings.statuses: Shopify has no words of a shop's own.",
		);
		expect(storeSettingsSchema.safeParse({ noiseKeys: ['_a,_b'] }).success).toBe(false);
		const { noiseKeys } = storeSettingsSchema.parse({ noiseKeys: ['={{ $env.SECRET }}'] });
		expect(() => integrationWorkflow({ ...drawing, noiseKeys: noiseKeys! })).toThrow(
			'must not begin with "="',
		);
	});
});
