import { NodeOperationError } from 'n8n-workflow';
import { forgetCustomer } from '../../../../engine/privacy/forgetCustomer.ts';
import { isOnlyShown, MANUAL_RUN } from '../../../shared/manualRun.ts';
import type { Operation } from '../../operation.ts';

/** Removes a person from the state; the store itself is not asked. */
export const runForgetCustomer: Operation = async (context, store, itemIndex) => {
	const fail = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	if (store.integration === null) {
		throw fail(
			'This store is not connected',
			'There is nothing to forget: connect it by a Commerce Store Trigger first.',
		);
	}
	const typed = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() || null;
	const person = { customerId: typed('customerId'), email: typed('email') };
	if (person.customerId === null && person.email === null) {
		throw fail('It is not known whom to forget', 'Fill in "Customer ID", "Email", or both.');
	}
	if (isOnlyShown(context, itemIndex)) {
		return [{ forgotten: { ...person, preview: true, reason: MANUAL_RUN } }];
	}
	const { guid } = store.integration;
	return [
		{ forgotten: await forgetCustomer(store.shared.database, guid, person, store.shared.now()) },
	];
};
