import type { Observation } from '../../events/observation.ts';
import type { KnownParcel } from '../storeSide.ts';
import { readOne, type ShipStationConnection } from './client.ts';
import { labelData } from './labelData.ts';
import { readEntity } from './readEntity.ts';
import { readReport } from './readReport.ts';

/**
 * Whether a label was voided, and else what its carrier says; of a fulfillment, what ShipStation knows.
 */
export async function refreshParcels(
	connection: ShipStationConnection,
	parcels: readonly KnownParcel[],
): Promise<readonly Observation[]> {
	const found: Observation[] = [];
	for (const { id } of parcels) found.push(...(await refresh(connection, id)));
	return found;
}

async function refresh(
	connection: ShipStationConnection,
	id: string,
): Promise<readonly Observation[]> {
	const labelId = /^label:([\w-]{1,60})$/.exec(id)?.[1];
	if (labelId === undefined) return await readEntity(connection, 'Shipment', id);
	const label = await readOne(connection, `/labels/${labelId}`, labelData);
	if (label === null) return [];
	if (label.voided === true) return await readEntity(connection, 'Shipment', id);
	const report = await readReport(connection, labelId);
	return report === null ? [] : [report];
}
