import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Row } from '../../engine/state/schema.ts';
import type { Connection, Provider } from '../../engine/providers/provider.ts';
import type { Commerce } from '../../n8n/commerce.ts';

/** The store that an operation works on. */
export type OpenStore = {
	readonly shared: Commerce;
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
	/** `null` where no Store Trigger connects this store. */
	readonly integration: Row<'integration'> | null;
};

/** What one operation does with one item: the JSON of the items that it puts out. */
export type Operation = (
	context: IExecuteFunctions,
	store: OpenStore,
	itemIndex: number,
) => Promise<IDataObject[]>;
