import { listTriggers } from './endpoints/listTriggers.ts';
import type { Endpoint } from './http/endpoint.ts';

/** Every endpoint of the API, in the order of its documentation. */
export const ENDPOINTS: readonly Endpoint[] = [listTriggers];
