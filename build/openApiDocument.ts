import { ENDPOINTS } from '../api/endpoints.ts';
import { openApi } from '../api/openapi/openApi.ts';

/** openapi.json, as a service at the root of an address would tell it. */
export const openApiDocument = openApi(ENDPOINTS, '');
