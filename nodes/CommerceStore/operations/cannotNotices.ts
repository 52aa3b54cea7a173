import type { INodeProperties } from 'n8n-workflow';
import { STORE_TYPES } from '../../shared/storeTypes.ts';

const slugsOf = (types: typeof STORE_TYPES) => types.map(({ slug }) => slug);
const carriers = STORE_TYPES.filter(({ isCarrier }) => isCarrier);
const followers = carriers.filter(({ followsNumbers }) => followsNumbers);

const notice = (
	name: string,
	displayName: string,
	show: Readonly<Record<string, string[]>>,
): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show: { ...show, '@version': [3] } },
});

const PARCELS_ALONE =
	'A carrier or tracker knows parcels alone. Choose "Shipment" below, or the credential of the shop above.';

/** What a kind of store cannot do at all, said in the form and not only by the run that fails. */
export const cannotNotices: INodeProperties[] = [
	notice(
		'followsNothingNotice',
		`Only these can be told to follow a tracking number: ${followers.map(({ name }) => name).join(', ')}. Choose a credential of one of them above.`,
		{
			operation: ['watchNumbers', 'stopWatching'],
			provider: slugsOf(STORE_TYPES.filter(({ followsNumbers }) => !followsNumbers)),
		},
	),
	notice(
		'takesNoNumberNotice',
		'This carrier makes its own parcels, and takes no number from elsewhere. Choose the credential of the shop whose order the number belongs to above.',
		{
			operation: ['addTracking'],
			provider: slugsOf(carriers.filter(({ followsNumbers }) => !followsNumbers)),
		},
	),
	notice('noOrdersToUpdateNotice', PARCELS_ALONE, {
		operation: ['updateStatus'],
		target: ['Order'],
		provider: slugsOf(carriers),
	}),
	notice('noOrdersToReadNotice', PARCELS_ALONE, {
		operation: ['getEntity'],
		entityType: ['Order', 'Customer', 'Product'],
		provider: slugsOf(carriers),
	}),
];
