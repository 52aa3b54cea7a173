export { MANAGED_TAG, TAG } from '../../../core/provisions/tags.ts';
