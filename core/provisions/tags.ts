/** The tag of everything that the API makes: n8n's list of workflows can be filtered by it. */
export const TAG = 'commerce';
/** Of workflows that belong to a setting of an integration. */
export const MANAGED_TAG = 'commerce-managed';
