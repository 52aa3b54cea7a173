import { z } from 'zod/v4';
import {
	conditionsSchema,
	writtenConditionsFor,
} from '../../engine/conditions/conditionsSchema.ts';
import { parseDelays } from '../../engine/deliveries/delays.ts';
import { CATALOG, triggerOf, type TriggerCode } from '../../engine/events/catalog.ts';
import { webhookUrl } from '../../engine/messages/webhook/webhookUrl.ts';
import { signingKey } from '../../engine/standardWebhooks/signingKey.ts';

const LONGEST_NAME = 128;
const LONGEST_URL = 2_000;
const LONGEST_SECRET = 200;

/** Refuses in the words of what has read it, without the name of a form's field. */
function refused(context: z.RefinementCtx, error: unknown): never {
	const { message } = error as Error;
	context.addIssue({ code: 'custom', message: message.replace(/^URL: /, '') });
	return z.NEVER;
}

const url = z
	.string()
	.max(LONGEST_URL)
	.describe('Where events are posted to')
	.transform((given, context): string => {
		try {
			return webhookUrl(given).href;
		} catch (error) {
			return refused(context, error);
		}
	});

/** By its code in any case, or by its guid. */
const code = z
	.string()
	.max(100)
	.meta({ enum: CATALOG.map(({ code: each }) => each) })
	.transform((given, context): TriggerCode => {
		const wanted = given.trim().toLowerCase();
		const found = CATALOG.find((each) => each.code === wanted || each.guid === wanted);
		if (found !== undefined) return found.code;
		context.addIssue({
			code: 'custom',
			message: `"${given.slice(0, 100)}" is no event. There are ${CATALOG.map((each) => each.code).join(', ')}.`,
		});
		return z.NEVER;
	});

const retryAfter = z
	.string()
	.max(500)
	.nullable()
	.default(null)
	.describe(
		'Waiting times before each further try, such as `10s, 1m, 1h`; an empty text is no further try. `null`, or left out: eleven tries within a day.',
	)
	.transform((given, context): string | null => {
		try {
			if (given !== null) parseDelays(given);
			return given;
		} catch (error) {
			return refused(context, error);
		}
	});

const secret = z
	.string()
	.max(LONGEST_SECRET)
	.refine((given) => signingKey(given) !== null, {
		error:
			'whsec_ and 32 to 88 letters and digits of Base64, or another text of 12 characters at least',
	})
	.optional();

/** What `POST /api/destinations` and `PUT /api/destinations/{id}` take. */
export const destinationRequest = z
	.strictObject({
		name: z
			.string()
			.trim()
			.min(1)
			.max(LONGEST_NAME)
			.describe('Stands for it wherever a workflow would'),
		url,
		codes: z
			.array(code)
			.min(1)
			.max(CATALOG.length)
			.describe('Which events: codes or guids of triggers'),
		integrations: z
			.array(z.guid())
			.max(100)
			.default([])
			.describe('Guids of the stores; an empty list, or left out: all of them'),
		conditions: conditionsSchema
			.default({})
			.describe('As a workflow has them, where all codes are of one type of entity; `{}` is none'),
		retryAfter,
		isActive: z.boolean().default(true),
		secret: secret.describe(
			'With which posts are signed. Left out: a new one is made, and with a change the one that it has stays.',
		),
	})
	.transform(({ codes, conditions, ...request }, context) => {
		// Zod comes here also with what has been refused.
		if (context.issues.length > 0) return z.NEVER;
		const distinct = [...new Set(codes)];
		if (Object.keys(conditions).length === 0) {
			return { ...request, codes: distinct, conditions: null };
		}
		const [entityType, ...others] = new Set(distinct.map((each) => triggerOf(each)!.entityType));
		if (others.length > 0) {
			context.addIssue({
				code: 'custom',
				path: ['conditions'],
				message: `The codes are of several types of entity (${[entityType, ...others].join(', ')}), and conditions are about one. Make a destination for each, or leave the conditions out.`,
			});
			return z.NEVER;
		}
		const checked = writtenConditionsFor(entityType!).safeParse(conditions);
		if (checked.success) return { ...request, codes: distinct, conditions: checked.data };
		for (const { path, message } of checked.error.issues) {
			context.addIssue({ code: 'custom', path: ['conditions', ...path], message });
		}
		return z.NEVER;
	});

export type DestinationRequest = z.output<typeof destinationRequest>;
