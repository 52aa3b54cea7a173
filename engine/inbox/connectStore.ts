import { brandIn, brandJsonOf, type WrittenBrand } from '../brand/brand.ts';
import { checkedBrand } from '../brand/checkedBrand.ts';
import { isUnnamed, keepOwnName } from '../brand/keepOwnName.ts';
import { LogoProblem } from '../brand/logoPicture.ts';
import { axiosStoreHttp } from '../providers/axiosStoreHttp.ts';
import type { StoreInfo, StoreWebhook } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import { sameAddress } from '../providers/webAddress.ts';
import { StoreError } from '../providers/storeError.ts';
import type { Inbox } from './inbox.ts';
import {
	disableIntegration,
	integrationOf,
	isLive,
	recordRegistration,
	recordWebhooks,
	type Integration,
} from './integration.ts';
import { logRegistration } from './importLog.ts';
import { isListening } from './isListening.ts';
import { keepOrderStatuses } from './orderStatuses.ts';
import { recordFailure, takenBy, takeStore } from './liveConnection.ts';

/** A store that is to post to this n8n. */
export type Connecting = {
	readonly integration: Integration;
	/** What the provider's `credentialsSchema` gave. */
	readonly credentials: unknown;
	/** What the shop looks like in its mails; left out: as it was published last. */
	readonly brand?: WrittenBrand | undefined;
	/** A test in the editor: it has an address of its own, and leaves no trace in the state. */
	readonly isTest: boolean;
	/** n8n has started again, and the store is imported from by itself: its webhooks are put right then. */
	readonly isRestart?: boolean;
};

/** How connecting a store ended; `status` is what the store answered with, where it did. */
export type Connected =
	| { readonly kind: 'connected' }
	| { readonly kind: 'taken'; readonly message: string }
	| {
			readonly kind: 'refused';
			/** What went wrong, and the same as a whole sentence. */
			readonly said: string;
			readonly message: string;
			readonly status: number | null;
	  }
	| { readonly kind: 'failed'; readonly message: string };

/**
 * Makes a store post to this n8n. Registering is idempotent, and puts right what is there.
 *
 * @returns never throws for what the store does or says
 */
export async function connectStore(
	{ database, now, warn }: Inbox,
	{ integration, credentials, brand, isTest, isRestart = false }: Connecting,
	check = checkedBrand,
): Promise<Connected> {
	const provider = providerOf(integration.provider)!;
	const connection = { credentials, http: axiosStoreHttp() };
	const { space, guid, webhookUrl } = integration;
	const before = isTest ? null : await integrationOf(database, space, guid);
	if (!isTest) {
		let brandJson: string | null;
		try {
			brandJson = await brandJsonToKeep(before?.brandJson ?? null);
		} catch (error) {
			if (!(error instanceof LogoProblem)) throw error;
			const message = `Brand, "Logo URL": ${error.message}`;
			if (before !== null) await recordFailure(database, guid, message, now());
			return { kind: 'failed', message };
		}
		const branded = { ...integration, brandJson };
		const other = await takeStore(database, branded, now(), isListening);
		if (other !== null) return { kind: 'taken', message: takenBy(other) };
	}
	// n8n would take a store that cannot be reached as it starts for one that is not connected any more, and
	// answer its posts with 404.
	const isKept =
		isRestart && before !== null && isLive(before) && before.storeUrl === integration.storeUrl;
	if (isKept && sameAddress(before.webhookUrl, webhookUrl)) return await stayConnected();
	let webhooks: readonly StoreWebhook[];
	let info: StoreInfo;
	try {
		info = await provider.checkCredentials(connection);
		webhooks = await provider.registerWebhooks(connection, webhookUrl, guid);
		// n8n has had another address when this was published before.
		if (before && !sameAddress(before.webhookUrl, webhookUrl)) {
			await provider.removeWebhooks(connection, before.webhookUrl);
		}
	} catch (error) {
		if (isKept) {
			warn(`The webhooks of ${integration.name} could not be put right yet`, error);
			return await stayConnected();
		}
		const said = error instanceof Error ? error.message : String(error);
		const message = `The store could not be connected: ${said}`;
		if (!isTest) await recordFailure(database, guid, message, now());
		return error instanceof StoreError
			? { kind: 'refused', said, message, status: error.status }
			: { kind: 'failed', message };
	}
	if (!isTest) {
		await recordRegistration(database, guid, now(), info.isForTests ?? false);
		if (isUnnamed(integration)) await keepOwnName(database, guid, info.name);
		if (provider.pollEveryMs === undefined) {
			await recordWebhooks(database, guid, webhooks.length);
			await logRegistration(database, guid, webhooks, now());
		}
		if (webhooks.length === 0 && provider.addressByHand !== undefined) {
			warn(
				`${integration.name} reports nothing by itself until a person has entered ${webhookUrl} there`,
				provider.addressByHand,
			);
		}
		// Only for lists to choose from: a store without it is connected all the same.
		await keepOrderStatuses(database, guid, provider, connection, now()).catch((error: unknown) =>
			warn(`The order statuses of ${integration.name} could not be listed`, error),
		);
	}
	return { kind: 'connected' };

	/** A logo that was looked at before is not looked at again: its server may be away by now. */
	async function brandJsonToKeep(beforeJson: string | null): Promise<string | null> {
		if (brand === undefined) return beforeJson;
		const { logoUrl, logoRatio, ...known } = brandIn(beforeJson);
		const ownName = isUnnamed(integration) ? known.ownName : undefined;
		if (logoRatio !== undefined && logoUrl === brand.logoUrl) {
			return brandJsonOf({ ...brand, logoRatio, ownName });
		}
		const checked = await check(brand);
		if (checked.remark !== null) {
			warn(`The logo of ${integration.name} could not be looked at`, checked.remark);
		}
		return brandJsonOf({ ...checked.brand, ownName });
	}

	async function stayConnected(): Promise<Connected> {
		await recordRegistration(database, guid, now());
		return { kind: 'connected' };
	}
}

/** A store that is to post here no more; without keys where they are gone. */
export type Disconnecting = {
	readonly guid: string;
	readonly isTest: boolean;
	readonly store: { readonly integration: Integration; readonly credentials: unknown } | null;
};

/**
 * Takes this n8n's webhooks out of a store. A store that cannot be reached, or whose credential is gone,
 * does not keep a person from unpublishing: what stays behind there is put right when the workflow is
 * published again.
 */
export async function disconnectStore(
	{ database, now, warn }: Inbox,
	{ guid, isTest, store }: Disconnecting,
): Promise<void> {
	try {
		if (store !== null) await removeWebhooks();
	} catch (error) {
		warn('The webhooks of a store could not be removed', error);
	}
	if (!isTest) await disableIntegration(database, guid, now());

	async function removeWebhooks(): Promise<void> {
		const { integration, credentials } = store!;
		const connection = { credentials, http: axiosStoreHttp() };
		// Another address than n8n has now, where n8n's has changed since.
		const known = isTest ? null : await integrationOf(database, integration.space, guid);
		for (const url of new Set([
			integration.webhookUrl,
			known?.webhookUrl ?? integration.webhookUrl,
		])) {
			await providerOf(integration.provider)!.removeWebhooks(connection, url);
		}
	}
}
