import { z } from 'zod/v4';
import { writtenBrandSchema, type WrittenBrand } from '../../../engine/brand/brand.ts';
import type { CheckedBrand } from '../../../engine/brand/checkedBrand.ts';
import { sampleMail } from '../../../engine/brand/sampleMail.ts';
import { TEMPLATE_NAMES } from '../../../engine/templates/templateNames.ts';
import { brandInForm } from '../../../nodes/shared/brandProperties.ts';
import { withTurn } from '../../../n8n/provisions/withTurn.ts';
import { ApiError } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { changeBrand, lookedAt } from '../../integrations/changeBrand.ts';
import { findStore, type ConnectedStore } from '../../integrations/connectedStore.ts';
import { digestOf, requireTag } from '../../workflows/versionOf.ts';
import { guidParam } from '../fields.ts';

/** As long as two changes that n8n takes its time for. */
const PATIENCE_MS = 60_000;
const PATH = '/api/integrations/{id}/brand';
const params = z.object({ id: guidParam('Integration') });

const told = z.object({
	brand: writtenBrandSchema,
	logo: z
		.string()
		.nullable()
		.describe(
			'The picture itself as a `data:` address, for pages that load nothing from elsewhere',
		),
	remark: z
		.string()
		.nullable()
		.describe('Why the brand, or its logo, could not be looked at; `null` where it could'),
});

export const getBrand = defineEndpoint({
	methods: ['GET'],
	path: PATH,
	operationId: 'getBrand',
	tag: 'Integrations',
	summary: "Get a shop's look",
	description:
		"The look of the shop's mails, as it stands in the form of its Commerce Store Trigger. `{}` for a shop that has said nothing.",
	params,
	answer: envelope(told),
	errors: ['NOT_FOUND'],
	tagOf: ({ data }) => digestOf(data),
	run: async (context, { params: { id } }) => ({
		data: await brandToldOf(await findStore(context, id)),
	}),
});

async function brandToldOf({ node }: ConnectedStore) {
	try {
		const brand = brandInForm(node.parameters.brand);
		const failed = (error: Error) => ({ brand, picture: null, remark: error.message });
		return { brand, ...shownOf(await lookedAt(brand).catch(failed)) };
	} catch (error) {
		return { brand: {}, logo: null, remark: (error as Error).message };
	}
}

export const setBrand = defineEndpoint({
	// n8n tells browsers of one method of such a path alone, and they send what needs no leave: POST.
	methods: ['PUT', 'POST'],
	path: PATH,
	operationId: 'setBrand',
	tag: 'Integrations',
	summary: "Set a shop's look",
	description:
		'Writes the whole look into the form of the Commerce Store Trigger: what is left out is as in all mails. A published workflow is published anew, which registers the webhooks of the store once more. Tells what a mail then looks like; with `preview`, only that.',
	params,
	body: z.strictObject({
		brand: writtenBrandSchema,
		preview: z.boolean().default(false).describe('Change nothing'),
		template: z
			.enum(TEMPLATE_NAMES)
			.default('order_confirmation')
			.describe('Of the mail that is shown'),
	}),
	answer: envelope(
		told.extend({
			mail: z.object({ subject: z.string(), html: z.string(), text: z.string() }),
		}),
	),
	errors: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
	keptOf: (reply, { preview }) => (preview ? null : reply),
	async run(context, { params: { id }, body: { brand, preview, template }, ifMatch }) {
		const { inbox, now } = await context.commerce();
		const looked = await lookedAt(brand);
		const turn = { space: context.space, subject: `brand/${id}`, patienceMs: PATIENCE_MS };
		const changed = await withTurn(inbox.holder, turn, async () => {
			const store = await findStore(context, id);
			if (ifMatch !== null) requireTag(ifMatch, digestOf(await brandToldOf(store)), 'look');
			if (!preview) await changeBrand(context, store, brand);
			return store;
		});
		if (changed === null) {
			throw new ApiError(
				'CONFLICT',
				"Other requests are changing this shop's look. Ask again later.",
			);
		}
		const store = changed.done;
		const mail = sampleMail(looked.brand, factsOf(store), template, new Date(now()));
		const { subject, html = '', text } = mail;
		return { data: { brand: asWritten(brand), ...shownOf(looked), mail: { subject, html, text } } };
	},
});

function shownOf({ picture, remark }: Pick<CheckedBrand, 'picture' | 'remark'>) {
	const logo = picture && `data:${picture.type};base64,${picture.bytes.toString('base64')}`;
	return { logo, remark };
}

const asWritten = (brand: WrittenBrand) =>
	Object.fromEntries(Object.entries(brand).filter(([, value]) => value !== undefined));

/** Before its first publishing, the address of a store is not known. */
function factsOf({ guid, workflow, node: { parameters }, row }: ConnectedStore) {
	return {
		guid,
		name: row?.name ?? (String(parameters.storeName ?? '').trim() || workflow.name),
		provider: row?.provider ?? String(parameters.provider ?? 'shopify'),
		storeUrl: row?.storeUrl ?? 'https://shop.example.com',
	};
}
