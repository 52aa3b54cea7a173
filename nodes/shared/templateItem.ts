import type { IDataObject } from 'n8n-workflow';

/**
 * What an e-mail is written from: the item, over what the trigger emitted for it. A node in between may
 * have made the item smaller or have changed single fields: a field that it left out is still there.
 */
export function templateItem(emitted: object | null, json: IDataObject): Record<string, unknown> {
	const merged: Record<string, unknown> = { ...emitted };
	for (const [key, value] of Object.entries(json)) {
		const before = merged[key];
		if (isRecord(before) && isRecord(value)) merged[key] = { ...before, ...value };
		else if (value !== null || before === undefined) merged[key] = value;
	}
	return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
