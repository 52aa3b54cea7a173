import { parseArgs } from 'node:util';
import { z } from 'zod/v4';
import {
	credentialsSchema,
	type GenericCredentials,
} from '../engine/providers/generic/credentials.ts';
import type { Permissions } from './context.ts';

export const USAGE = `Usage: npm run conformance -- <store URL> <API key> <signing secret> [options]

  --write               allow changes; without it nothing is changed but a webhook, which is removed again
  --order <id>          with --write: an order whose status may be changed; it gets its old one back
  --shipment <id>       with --write: likewise a shipment
  --tracking <number>   with --write and --order: a tracking number to add to the order; it stays there`;

export type Arguments = {
	readonly credentials: GenericCredentials;
	readonly permissions: Permissions;
};

/** @throws Error with a sentence for whoever has typed them */
export function readArguments(given: readonly string[]): Arguments {
	const { values, positionals } = parseArgs({
		args: [...given],
		allowPositionals: true,
		options: {
			write: { type: 'boolean', default: false },
			order: { type: 'string' },
			shipment: { type: 'string' },
			tracking: { type: 'string' },
		},
	});
	const [storeUrl, apiKey, apiSecret, ...rest] = positionals;
	if (apiSecret === undefined || rest.length > 0) {
		throw new Error('Three things are needed: the store URL, the API key and the signing secret.');
	}
	const read = credentialsSchema.safeParse({ storeUrl, apiKey, apiSecret });
	if (!read.success) throw new Error(read.error.issues.map(({ message }) => message).join(' '));
	const { write, order, shipment, tracking } = values;
	if (!write && (order ?? shipment ?? tracking) !== undefined) {
		throw new Error('--order, --shipment and --tracking change the shop: give --write as well.');
	}
	if (write && order === undefined && shipment === undefined) {
		throw new Error('--write needs to know what may be changed: give --order <id>.');
	}
	if (tracking !== undefined && order === undefined) {
		throw new Error('--tracking needs the order that gets the number: give --order <id>.');
	}
	return {
		credentials: z.parse(credentialsSchema, { storeUrl, apiKey, apiSecret }),
		permissions: {
			...(order !== undefined && { orderId: order }),
			...(shipment !== undefined && { shipmentId: shipment }),
			...(tracking !== undefined && { trackingNumber: tracking }),
		},
	};
}
