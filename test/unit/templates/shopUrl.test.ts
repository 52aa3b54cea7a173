import { templateScope } from '../../../engine/templates/templateScope.ts';

const urlFor = (provider: string, storeUrl: string) =>
	templateScope(
		{
			shipment: { id: '1', status: 'delivered' },
			integration: { name: 'Mine', provider, storeUrl },
		},
		{ shopName: null, message: null, locale: 'en' },
	).shop.url;

describe('the link to the shop in a mail', () => {
	it('leads to the shop', () => {
		expect(urlFor('generic', 'https://shop.example.com')).toBe('https://shop.example.com/');
	});

	it('is left out where a carrier reports the parcel: no customer can log in there', () => {
		expect(urlFor('sendcloud', 'https://panel.sendcloud.sc/#account-1f2e3d4c')).toBeNull();
	});
});
