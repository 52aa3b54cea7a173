import fc from 'fast-check';
import { ENDPOINTS } from '../../../api/endpoints.ts';
import { eventWorkflow } from '../../../api/canvas/eventWorkflow.ts';
import { parseAsked } from '../../../api/http/parseAsked.ts';
import type { ApiContext } from '../../../api/http/apiContext.ts';
import { actionNode } from '../../../api/workflows/actionNode.ts';
import { withDefaults } from '../../../api/workflows/actionParameters.ts';
import { configurationOf } from '../../../api/workflows/configurationOf.ts';
import { workflowGuid } from '../../../api/workflows/configuredWorkflow.ts';
import { workflowRequestSchema } from '../../../api/workflows/workflowRequest.ts';
import { meaningOf, misspelling, randomBody, type Body } from '../../support/randomBodies.ts';

const RUNS = 5_000;
const { body: schema } = ENDPOINTS.find(({ operationId }) => operationId === 'configureWorkflow')!;

const context = {
	credentials: {
		commerceSmtpApi: { id: 'smtp', name: 'Mail' },
		commerceWebPushApi: { id: 'push', name: 'Push' },
		commerceSpaceApi: null,
	},
	furtherPushServices: [],
} as unknown as ApiContext;

/** The workflow that a body makes, as n8n has it. */
function made(body: Body) {
	const asked = parseAsked(workflowRequestSchema, body);
	const request = { ...asked, action: withDefaults(asked.action) };
	const action = actionNode(context, request.entityType, request.action, null);
	const drawing = { request, action, spaceCredential: null };
	// As it comes back from n8n's API.
	const draft = JSON.parse(JSON.stringify(eventWorkflow(drawing, 'marker'))) as ReturnType<
		typeof eventWorkflow
	>;
	return { ...draft, id: 'abc', active: true, tags: [] };
}

describe('bodies for POST /api/workflows/configure, 5,000 at random', () => {
	it('valid ones are accepted and read back equal', () => {
		fc.assert(
			fc.property(randomBody, (body) => {
				const read = configurationOf(context, made(body));
				const { conditions = {}, ...others } = body;
				const { conditions: readConditions = {}, ...readOthers } = read ?? {};
				expect(readOthers).toEqual({ integrations: [], ...others, guid: workflowGuid('abc') });
				expect(meaningOf(readConditions as object)).toBe(meaningOf(conditions));
			}),
			{ numRuns: RUNS },
		);
	}, 300_000);

	it('each with one random misspelling is 400 and names it', () => {
		fc.assert(
			fc.property(randomBody, misspelling, fc.nat(), (body, misspell, at) => {
				const isInAction = at % 2 === 1;
				const place = isInAction ? body.action : body;
				const names = Object.keys(place).filter((name) => name !== 'type');
				const name = names[Math.floor(at / 2) % names.length]!;
				const wrong = misspell(name);
				const { [name]: value, ...others } = place;
				const changed = { ...others, [wrong]: value };
				const sent = isInAction ? { ...body, action: changed } : changed;
				const field = isInAction ? `action.${wrong}` : wrong;
				expect(() => parseAsked(schema!, sent)).toThrow(
					expect.objectContaining({
						code: 'CONFIGURATION_ERROR',
						message: expect.stringContaining(`${field}: there is no such field.`) as unknown,
					}),
				);
			}),
			{ numRuns: RUNS },
		);
	}, 300_000);
});
