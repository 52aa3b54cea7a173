import { PROVIDERS } from '../../../../engine/providers/providers.ts';
import { STORE_TYPES } from '../../../../nodes/shared/storeTypes.ts';

describe('the kinds of stores in the forms', () => {
	it('are all kinds that there are', () => {
		const slugs = (of: ReadonlyArray<{ slug: string }>) => of.map(({ slug }) => slug).toSorted();
		expect(slugs(STORE_TYPES)).toEqual(slugs(PROVIDERS));
	});

	it('ask for whose orders one works where it is a carrier or tracker, as its provider says', () => {
		const ofForms = STORE_TYPES.map(({ slug, isCarrier }) => [slug, isCarrier === true]);
		const ofProviders = PROVIDERS.map((each) => [each.slug, each.providerType === 'shipping']);
		expect(ofForms).toEqual(expect.arrayContaining(ofProviders));
	});

	it('name what following a number costs, as their abilities do', () => {
		const ofForms = STORE_TYPES.map(({ slug, costs }) => [slug, costs]);
		const ofProviders = PROVIDERS.map(({ slug, abilities }) => [slug, abilities.trackingCosts]);
		expect(ofForms).toEqual(expect.arrayContaining(ofProviders));
	});
});
