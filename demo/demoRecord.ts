import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createVapidPair } from '../engine/messages/push/vapidKeys.ts';
import type { DemoPorts } from './demoPorts.ts';
import { openJsonFile, type JsonFile } from './openJsonFile.ts';

/** What the demo has to remember between two starts. */
export type DemoRecord = {
	readonly ports: DemoPorts;
	/** The keys of the demo store. */
	readonly apiKey: string;
	readonly apiSecret: string;
	/** Of n8n's REST API of this package. */
	readonly apiToken: string;
	/** The keys of notifications in the browser. */
	readonly vapid: { readonly publicKey: string; readonly privateKey: string };
	/** True when credentials and workflows have been made: what the person does with them then stays. */
	isSetUp: boolean;
};

/**
 * The record of this demo folder, made at the first start.
 *
 * @throws Error when the folder was set up with other ports, which its credentials and webhooks hold, or
 *   by a version without the REST API
 */
export async function openDemoRecord(
	folder: string,
	ports: DemoPorts,
): Promise<JsonFile<DemoRecord>> {
	const vapid = await createVapidPair();
	const record = openJsonFile<DemoRecord>(path.join(folder, 'demo.json'), () => ({
		ports,
		apiKey: `demo_${randomBytes(18).toString('base64url')}`,
		apiSecret: `whsec_${randomBytes(32).toString('base64')}`,
		apiToken: `demo_${randomBytes(24).toString('base64url')}`,
		vapid,
		isSetUp: false,
	}));
	const used = record.state.ports;
	if (Object.entries(ports).some(([name, port]) => used[name as keyof DemoPorts] !== port)) {
		const wanted = Object.entries(used).map(([name, port]) => `${name} ${port}`);
		throw new Error(
			`The demo in ${folder} was set up with other ports (${wanted.join(', ')}). Use the same ones again, or delete the folder to start afresh.`,
		);
	}
	if ((record.state as Partial<DemoRecord>).apiToken === undefined) {
		throw new Error(
			`The demo in ${folder} was made by an older version. Delete the folder to start afresh.`,
		);
	}
	await record.save();
	return record;
}
