/** Where a program finds the API. */
type Place = { readonly baseUrl: string; readonly token: string };

/** A workflow is made, read, changed and deleted, and what is typed wrongly does not compile. */
const BODY = `{
	name: 'Of a generated client', entityType: 'Shipment', triggerId: 'shipment_delivered',
	conditions: { status: 'delivered' },
	action: { type: 'send_email', recipient: 'customer', template: 'delivery_confirmation' },
}`;

/** With openapi-fetch and the types of openapi-typescript in schema.ts. */
export const withOpenapiFetch = ({ baseUrl, token }: Place): string => `
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

const client = createClient<paths>({
	baseUrl: '${baseUrl}', headers: { authorization: 'Bearer ${token}' },
});
const body: components['schemas']['WorkflowRequest'] = ${BODY};
const made = await client.POST('/api/workflows/configure', { body });
const guid: string = made.data!.data.guid;
const path = { guid };
const read = await client.GET('/api/workflows/configured/{guid}', { params: { path } });
const action: components['schemas']['Action'] = read.data!.data.configuration!.action;
if (action.type === 'send_email') console.log(action.template);
const query = { entityType: 'Order', limit: 1 } as const;
const events = await client.GET('/api/events', { params: { query } });
const id: string = events.data!.data[0]!.id;
const event = await client.GET('/api/events/{id}', { params: { path: { id } } });
const item: components['schemas']['Event'] = event.data!.data.item;
if ('order' in item) console.log(item.order.number);
const list = await client.GET('/api/workflows/{entityType}/configured', {
	params: { path: { entityType: 'Shipment' }, query: { managed: true } },
});
console.log(list.data!.data.some((each) => each.guid === guid));
await client.DELETE('/api/workflows/configured/{guid}', { params: { path } });
const gone = await client.GET('/api/workflows/configured/{guid}', { params: { path } });
const code: components['schemas']['ErrorCode'] = gone.error!.error.code;
console.log(code);
// @ts-expect-error There is no such field.
export const wrong: components['schemas']['WorkflowRequest'] = { ...body, condition: {} };
`;

/** With the functions that openapi-ts of Hey API has written to the folder hey. */
export const withHeyApi = ({ baseUrl, token }: Place): string => `
import { client } from './hey/client.gen';
import { configureWorkflow, deleteWorkflow, getEvent, getWorkflow, listConfigured, listEvents } from './hey/sdk.gen';
import type { Action, ErrorCode, Event, WorkflowRequest } from './hey/types.gen';

client.setConfig({ baseUrl: '${baseUrl}', auth: '${token}' });
const body: WorkflowRequest = ${BODY};
const made = await configureWorkflow({ body });
const guid: string = made.data!.data.guid;
const path = { guid };
const read = await getWorkflow({ path });
const action: Action = read.data!.data.configuration!.action;
if (action.type === 'send_email') console.log(action.template);
const events = await listEvents({ query: { entityType: 'Order', limit: 1 } });
const id: string = events.data!.data[0]!.id;
const event = await getEvent({ path: { id } });
const item: Event = event.data!.data.item;
if ('order' in item) console.log(item.order.number);
const list = await listConfigured({ path: { entityType: 'Shipment' }, query: { managed: true } });
console.log(list.data!.data.some((each) => each.guid === guid));
await deleteWorkflow({ path });
const gone = await getWorkflow({ path });
const code: ErrorCode = gone.error!.error.code;
console.log(code);
// @ts-expect-error There is no such field.
export const wrong: WorkflowRequest = { ...body, condition: {} };
`;

/** With the client of this package. */
export const withOwnClient = ({ baseUrl, token }: Place): string => `
import { CommerceApiError, createCommerceClient, type Schemas } from 'n8n-nodes-commerce/client';

const client = createCommerceClient({ baseUrl: '${baseUrl}/', token: '${token}' });
const body: Schemas['WorkflowRequest'] = ${BODY};
const options = { idempotencyKey: 'of-the-own-client', requestId: 'own-client-1' };
const { guid } = await client.configureWorkflow(body, options);
const same = await client.configureWorkflow(body, options);
console.log(same.guid === guid);
const { configuration, version } = await client.getWorkflow({ guid });
if (configuration?.action.type === 'send_email') console.log(configuration.action.template);
await client.configureWorkflow({ ...configuration!, name: 'Changed' }, { ifMatch: version });

const failure = async (task: PromiseLike<unknown>) => await task.then(() => null, (error: unknown) => error);
const late = await failure(
	client.configureWorkflow({ ...configuration!, name: 'Late' }, { ifMatch: version, requestId: 'late' }),
);
if (late instanceof CommerceApiError) console.log(late.status, late.code, late.requestId);

const ids = new Set<string>();
for await (const event of client.listEvents({ limit: 1 })) ids.add(event.id);
const { data, nextCursor } = await client.listEvents({ limit: 250 });
console.log(ids.size > 1, ids.size === data.length, nextCursor);
const fed = new Set<string>();
for await (const event of client.listEvents({ after: 'start', limit: 1 })) fed.add(event.id);
// Catch-ups are no news.
console.log(fed.size > 1, [...fed].every((id) => ids.has(id)));
const { item } = await client.getEvent({ id: data.find((each) => each.entityType === 'Order')!.id });
if ('order' in item) console.log(item.order.number);

const list = await client.listConfigured({ entityType: 'Shipment', managed: true });
console.log(list.data.some((each) => each.guid === guid));
const metrics: string = await client.metrics();
console.log(metrics.includes('commerce_events_last_hour'));
await client.deleteWorkflow({ guid });
const gone = await failure(client.getWorkflow({ guid }));
if (gone instanceof CommerceApiError) console.log(gone.code, gone.message);
const stranger = createCommerceClient({ baseUrl: '${baseUrl}/api' });
console.log((await stranger.health()).status);
const refused = await failure(stranger.listPauses());
if (refused instanceof CommerceApiError) console.log(refused.code);

export const wrong = [
	// @ts-expect-error There is no such field.
	() => client.configureWorkflow({ ...body, condition: {} }),
	// @ts-expect-error There is no such action.
	() => client.configureWorkflow({ ...body, action: { type: 'send_fax' } }),
	// @ts-expect-error A guid is needed.
	() => client.getWorkflow(),
];
`;
