import { randomUUID } from 'node:crypto';
import { integrationGuid } from '../../engine/inbox/integration.ts';
import { makeWorkflow, TAG } from '../../n8n/provisions/madeWorkflows.ts';
import { recordProvision } from '../../n8n/provisions/provisions.ts';
import { withProvision } from '../../n8n/provisions/withProvision.ts';
import { drawnCredential } from '../canvas/drawn.ts';
import { integrationWorkflow } from '../canvas/integrationWorkflow.ts';
import type { ApiContext } from '../http/apiContext.ts';
import type { CheckedStore } from './checkStore.ts';
import { provisionerOf } from './provisionerOf.ts';
import { readingIn, settingsOf, type NamedSettings } from './storeSettings.ts';
import { switchOn } from './switchStore.ts';
import { setTracking } from './tracking.ts';

/** What of one store is made at a time. */
export const subjectOf = ({ provider, storeUrl }: CheckedStore): string =>
	`integration/${provider.slug}/${storeUrl}`;

/**
 * Makes the credential and the workflow of a store, and waits until its events come in. Whatever fails,
 * nothing of it is left.
 *
 * @returns the integration's guid; `null` when another request is connecting the same store
 * @throws ApiError, N8nApiError
 */
export async function connectStore(
	context: ApiContext,
	store: CheckedStore,
	named: NamedSettings,
): Promise<{ guid: string } | null> {
	const { n8n, space } = context;
	const settings = settingsOf(named);
	const { provider, storeName } = store;
	const provisioner = await provisionerOf(context);
	const { database } = provisioner;
	const { credentialType } = provider;
	const plan = {
		space,
		subject: subjectOf(store),
		// A name that nobody else has, by which it is found again if the process dies right now.
		credential: { type: credentialType, name: `${storeName} ${randomUUID()}` },
	};
	return await withProvision(provisioner, plan, async (provision) => {
		const { marker } = provision;
		const made = await n8n.createCredential(
			drawnCredential({ ...plan.credential, data: store.credentials }),
		);
		await recordProvision(provisioner, provision, { credentialId: made.id });
		const credential = { id: made.id, name: storeName };
		const draft = integrationWorkflow({
			...settings,
			...readingIn(provider, named),
			shops: named.shops,
			storeName,
			provider: provider.slug,
			credentialType,
			credential,
			webhookId: marker,
			spaceCredential: context.credentials.commerceSpaceApi,
		});
		const { id: workflowId } = await makeWorkflow(database, n8n, {
			...{ space, marker, draft },
			purpose: 'integration',
		});
		await recordProvision(provisioner, provision, { workflowId });
		await n8n.tagWorkflow(workflowId, [TAG]);
		const guid = integrationGuid(workflowId, draft.nodes[0]!.id);
		await switchOn(context, { guid, workflowId });
		await setTracking(context, { guid, storeName, provider, credential }, settings.pushTracking);
		await n8n.updateCredential(made.id, { name: storeName });
		await recordProvision(provisioner, provision, { credentialName: storeName });
		return { guid };
	});
}
