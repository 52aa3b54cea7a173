import { NodeOperationError } from 'n8n-workflow';
import { refusalOf, updateStatus } from '../../../../engine/inbox/writeToStore.ts';
import { isOnlyShown, MANUAL_RUN } from '../../../shared/manualRun.ts';
import type { Operation } from '../../operation.ts';
import { readId } from '../../readId.ts';
import { statusInForm } from '../../../shared/statusOptions.ts';
import { statusUpdateOf } from '../../../shared/statusUpdateOf.ts';

/** The change comes back from the store as an event that is marked as our own. */
export const runUpdateStatus: Operation = async (context, store, itemIndex) => {
	const update = statusUpdateOf(context.getNode(), itemIndex, {
		entityType: context.getNodeParameter('target', itemIndex),
		id: readId(context, 'targetId', 'ID', itemIndex),
		status: statusInForm(
			String(context.getNodeParameter('status', itemIndex)),
			String(context.getNodeParameter('ownStatus', itemIndex, '')),
		),
		note: context.getNodeParameter('note', itemIndex, ''),
	});
	const refusal = refusalOf(store.provider, update);
	if (refusal !== null) throw new NodeOperationError(context.getNode(), refusal, { itemIndex });
	const { entityType, id, status, note } = update;
	if (isOnlyShown(context, itemIndex)) {
		const shown = { preview: true, reason: MANUAL_RUN, ...(note && { note }) };
		return [{ update: { entityType, id, status, changed: false, remark: null, ...shown } }];
	}
	const { changed, remark } = await updateStatus(store.shared.inbox, store, update);
	return [{ update: { entityType, id, status, changed, remark } }];
};
