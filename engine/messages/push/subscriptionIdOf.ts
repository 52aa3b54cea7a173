import { uuidFor } from '../../events/uuidFor.ts';

/** The id of an endpoint's subscription: the same each time it is saved. */
export function subscriptionIdOf(space: string, endpoint: string): string {
	return uuidFor(`push/${space}/${endpoint}`);
}
