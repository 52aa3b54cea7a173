import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';

export const runForgetCustomer = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => {
	const typed = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() || null;
	return await perform(context, 'forgetStoreCustomer', {
		store,
		customerId: typed('customerId'),
		email: typed('email'),
		onlyShown: onlyShown(context, itemIndex),
	});
};
